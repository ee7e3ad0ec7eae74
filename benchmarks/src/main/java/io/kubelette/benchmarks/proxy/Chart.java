package io.kubelette.benchmarks.proxy;

import io.kubelette.benchmarks.proxy.Metric.Better;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ratios as bars, on a scale on which twice as good is as long as half as good; pure. Whiskers
 * are quartiles.
 */
final class Chart {

  private static final int BAR = 13;
  private static final int GAP = 18;
  private static final int LEFT = 280;
  private static final int TOP = 80;
  private static final int UNIT = 220;
  private static final int WIDTH = LEFT + 4 * UNIT + 120;

  /** Beyond these a bar is cut, and its number tells. */
  private static final double LEAST = 0.5;

  private static final double MOST = 8;
  private static final double[] MARKS = {0.5, 0.7, 1, 1.4, 2, 4, 8};

  private static final Map<Peer, Color> COLORS =
      new EnumMap<>(
          Map.of(
              Peer.HAPROXY, new Color(0x9ecae1),
              Peer.HAPROXY_128K, new Color(0x3182bd),
              Peer.NGINX, new Color(0xa1d99b),
              Peer.NGINX_128K, new Color(0x31a354),
              Peer.NETTY_EPOLL, new Color(0x756bb1),
              Peer.NETTY_NIO, new Color(0xbcbddc),
              Peer.SOCAT, new Color(0x969696)));

  private record Bar(Peer peer, Quartiles ratio) {}

  private record Group(String title, List<Bar> bars) {

    int height() {
      return bars.size() * BAR + GAP;
    }
  }

  private final List<Group> groups = new ArrayList<>();

  private Chart(Results results) {
    for (Results.Row row : results.rows()) {
      List<Bar> bars = new ArrayList<>();
      for (Peer peer : COLORS.keySet()) {
        Optional<Quartiles> ratio = results.ratio(row, peer);
        ratio.ifPresent(figures -> bars.add(new Bar(peer, figures)));
      }
      if (!bars.isEmpty() && row.metric().better() != Better.SHOWN) {
        groups.add(new Group(row.title(), bars));
      }
    }
  }

  static BufferedImage of(Results results) {
    return new Chart(results).draw();
  }

  private BufferedImage draw() {
    int height = TOP + groups.stream().mapToInt(Group::height).sum() + 20;
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, WIDTH, height);
    frame(pen, height);
    int y = TOP;
    for (Group group : groups) {
      draw(pen, group, y);
      y += group.height();
    }
    pen.dispose();
    return image;
  }

  private static void frame(Graphics2D pen, int height) {
    pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    pen.setColor(Color.BLACK);
    pen.drawString("Kubelette's proxy against others: right of 1 it is better", 10, 20);
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    int x = 10;
    for (Map.Entry<Peer, Color> entry : COLORS.entrySet()) {
      pen.setColor(entry.getValue());
      pen.fillRect(x, 33, 12, 12);
      pen.setColor(Color.BLACK);
      pen.drawString(entry.getKey().title(), x + 16, 44);
      x += 32 + pen.getFontMetrics().stringWidth(entry.getKey().title());
    }
    for (double mark : MARKS) {
      pen.setColor(mark == 1 ? Color.BLACK : new Color(0xdddddd));
      pen.drawLine(place(mark), TOP - 8, place(mark), height - 15);
      pen.setColor(Color.DARK_GRAY);
      pen.drawString(number(mark), place(mark) - 8, TOP - 12);
    }
  }

  private static void draw(Graphics2D pen, Group group, int top) {
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    pen.setColor(Color.BLACK);
    pen.drawString(group.title(), 10, top + group.bars().size() * BAR / 2 + 5);
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
    int y = top;
    for (Bar bar : group.bars()) {
      int end = place(bar.ratio().median());
      int one = place(1);
      pen.setColor(COLORS.get(bar.peer()));
      pen.fillRect(Math.min(one, end), y, Math.max(1, Math.abs(end - one)), BAR - 2);
      pen.setColor(Color.DARK_GRAY);
      pen.setStroke(new BasicStroke(1));
      int lower = place(bar.ratio().lower());
      int upper = place(bar.ratio().upper());
      int middle = y + BAR / 2 - 1;
      pen.drawLine(lower, middle, upper, middle);
      pen.drawLine(lower, middle - 3, lower, middle + 3);
      pen.drawLine(upper, middle - 3, upper, middle + 3);
      int right = Math.max(one, Math.max(end, upper));
      pen.drawString(number(bar.ratio().median()), right + 6, y + BAR - 3);
      y += BAR;
    }
  }

  private static int place(double ratio) {
    double cut = Math.max(LEAST, Math.min(MOST, ratio));
    return (int) Math.round(LEFT + UNIT * (Math.log(cut / LEAST) / Math.log(2)));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : "%.2f".formatted(value);
  }
}

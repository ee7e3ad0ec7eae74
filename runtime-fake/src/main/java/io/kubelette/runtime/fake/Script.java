package io.kubelette.runtime.fake;

/**
 * Where lines of the script are written: whom they are meant for, and how often they strike.
 *
 * @param faults the script
 * @param times {@link Fault#ALWAYS} for no end
 */
record Script(Faults faults, Selector selector, int times) {

  Script {
    if (times < 1) {
      throw new IllegalArgumentException("a fault strikes at least once, not " + times + " times");
    }
  }

  static Script of(Faults faults, Selector selector) {
    return new Script(faults, selector, Fault.ALWAYS);
  }

  Script times(int count) {
    return new Script(faults, selector, count);
  }

  Fault add(Fault.Moment moment, Fault.Effect effect) {
    return faults.add(new Fault(moment, selector, effect, times));
  }
}

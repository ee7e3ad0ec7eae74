package io.kubelette.proxy.nio;

import io.kubelette.guard.HouseRules;

class HouseRulesTest extends HouseRules {}

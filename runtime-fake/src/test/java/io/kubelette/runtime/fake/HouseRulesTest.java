package io.kubelette.runtime.fake;

import io.kubelette.guard.HouseRules;

class HouseRulesTest extends HouseRules {}

package io.kubelette.system;

import io.kubelette.guard.HouseRules;

class HouseRulesTest extends HouseRules {}

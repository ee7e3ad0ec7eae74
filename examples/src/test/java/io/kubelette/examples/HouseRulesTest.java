package io.kubelette.examples;

import io.kubelette.guard.HouseRules;

class HouseRulesTest extends HouseRules {}

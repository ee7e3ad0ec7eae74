package io.kubelette.runtime.docker;

import io.kubelette.guard.HouseRules;

class HouseRulesTest extends HouseRules {}

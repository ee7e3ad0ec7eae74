package io.kubelette.api.http;

import io.kubelette.guard.HouseRules;

class HouseRulesTest extends HouseRules {}

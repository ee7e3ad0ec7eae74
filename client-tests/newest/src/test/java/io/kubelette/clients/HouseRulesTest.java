package io.kubelette.clients;

import io.kubelette.guard.HouseRules;

class HouseRulesTest extends HouseRules {}

package io.kubelette.guard;

/** The rules over core itself. */
class HouseRulesTest extends HouseRules {}

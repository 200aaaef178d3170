/**
 * In the ledger, in the place of the check that keeps a partition from use: it was told of something whose checks are yet
 * to be evaluated, whoever gets to it first. No name of a check looks like this.
 */
export const CHECKS_DUE = 'checks to be evaluated'

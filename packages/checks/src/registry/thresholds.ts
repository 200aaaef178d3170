/** THE TABLE of thresholds: the system this one replaces had the same, and most of them. Shares are from 0 to 1. */
export const THRESHOLDS = {
  /** Of the pages that are records, those that could be read: below the first it is an error, below the second a warning. */
  parsingSuccess: { error: 0.85, warn: 0.95 },
  /** Every field that nearly all pages show must be filled on this share of the rows. */
  essentialFieldFill: 0.7,
  /** A field is essential when the field table expects it on at least this share of pages. */
  essentialField: 0.9,
  /** Rows with a valid TTB ID, and rows with a value that is not understood. */
  ttbIdValid: 0.9,
  cleaningErrors: 0.1,
  /** Rows that keep the contract, and rows in quarantine. */
  schemaCompliant: 0.95,
  schemaErrors: 0.05,
  /** Fill may be this much below what the field table expects. */
  fillRateTolerance: 0.15,
  /** What the registry shows a record as; another word is a new one. */
  statuses: ['APPROVED', 'EXPIRED', 'SURRENDERED', 'REVOKED'],
  /** Codes that the shipped lists lack. */
  unknownCodes: 0.05,
  /** Codes a list of reference data has at least, and its age in days. */
  classTypeCodes: 500,
  originCodes: 200,
  referenceAgeDays: 45,
  /** A day's volume against the median of so many days before it: below or above these multiples it drifts. */
  drift: { days: 28, least: 0.2, most: 5, leastRows: 20 },
  /** Fill is compared with that of so many days before, where at least the second number of them have rows. */
  fillDrift: { days: 14, leastDays: 3 },
  /** Facts whose key leads to a known member, whose dates are known, and how complete their records are on average. */
  facts: { knownMembers: 0.95, dates: 0.8, completeness: 0.6 },
  /** Companies with an address, those of which too little is known, and how much is known on average. */
  companies: { address: 0.9, little: 0.2, known: 0.6 },
  /** Codes without a description, and records with a code that the lists lack. */
  reference: { undescribed: 0.05, unlisted: 0.05 },
  /** Certificates that stand, and those with a serial number, a permit and a day of approval. */
  certificates: { approved: 0.8, filled: 0.9, completeness: 0.6 },
  /** Standard deviations by which the share of a field may be lower because there are few rows. */
  deviations: 2,
  /** Rows below which a share says nothing. */
  leastRows: 10,
} as const

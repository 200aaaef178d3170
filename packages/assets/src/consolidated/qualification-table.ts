/** One sentence that TTB uses again and again. */
export interface StandardQualification {
  readonly code: string
  readonly sentence: string
  /** Whether nearly every record carries it. */
  readonly isUsual?: true
}

/**
 * The standard sentences of qualifications, as public records carry them, each with a name of ours. A sentence may go on in
 * other words than these, by the edition of the regulations: its beginning tells which it is.
 */
export const STANDARD_QUALIFICATIONS: readonly StandardQualification[] = [
  {
    code: 'type_size_not_reviewed',
    sentence: 'TTB has not reviewed this label for type size, characters per inch or contrasting background.',
    isUsual: true,
  },
  {
    code: 'alcohol_statement_wording',
    sentence: 'When new labels are printed, the alcohol content statement must be changed to one of the following:',
  },
  {
    code: 'certified_claim_documented',
    sentence:
      'It is the responsibility of the COLA holder to ensure that the appropriate certification documentation is obtained for the use of the "certified" statement on the label.',
  },
  {
    code: 'depiction_authorized',
    sentence:
      'It is the responsibility of the COLA holder to ensure that the appropriate authorization is obtained for the use of the person and/or organization depicted on the label.',
  },
  { code: 'ruling_2015_1', sentence: 'This COLA is conditioned upon compliance with TTB Ruling 2015-1' },
  {
    code: 'qr_code_advertising',
    sentence:
      'INFORMATION RETRIEVED FROM THE QR CODE, MICROSOFT TAG OR NEAR-FIELD COMMUNICATION TAG MUST BE IN COMPLIANCE WITH ALL ADVERTISING REGULATIONS.',
  },
  {
    code: 'use_up',
    sentence: 'This use-up authorizes the depletion of product and labels that are',
  },
  { code: 'no_more_use_ups', sentence: 'NO MORE USE-UPS WILL BE GRANTED.' },
  { code: 'government_warning_errors', sentence: 'Approved despite error(s) in your GWS.' },
  {
    code: 'brand_label_redesignated',
    sentence:
      'In order for your brand label to meet the minimum mandatory requirements, TTB has changed the application by designating an alternative label - the brand label.',
  },
  {
    code: 'strip_label_on_front',
    sentence:
      'THE STRIP LABEL, IN ADDITION TO THE LABEL IDENTIFIED AS THE FRONT/BRAND LABEL, MUST APPEAR ON THE FRONT OF THE CONTAINER.',
  },
  {
    code: 'trade_name_not_listed',
    sentence: 'Approved without the DBA/Trade name being listed on the application.',
  },
  {
    code: 'single_label_only',
    sentence: 'Please note that this approval is for the single label attached to this COLA.',
  },
  { code: 'bottling_place_coded', sentence: 'EACH CONTAINER MUST BE CODED TO INDICATE ACTUAL PLACE OF BOTTLING.' },
  { code: 'net_contents_standard_of_fill', sentence: 'A STATEMENT OF NET CONTENTS MUST' },
  {
    code: 'limited_release',
    sentence:
      'This certificate is operative for the release of not more than the following number of bottle cases/ kegs.',
  },
  {
    code: 'bottler_address_as_permit',
    sentence:
      "When new labels are printed the name and address statement of the responsible bottler must reflect the address on the basic permit or brewer's notice",
  },
  {
    code: 'blacked_out_information',
    sentence: 'Permission granted to black out the noncompliance information on the label.',
  },
  { code: 'organic_certified', sentence: 'Approval based on certification by the Accredited Certifying Agent (ACA)' },
  { code: 'fluid_ounces', sentence: 'When labels are printed the net contents must include "FL" (fluid ounces)' },
  {
    code: 'blank_space',
    sentence:
      'The blank space on the label may only be replaced with items outlined in the list of Allowable Revisions.',
  },
]

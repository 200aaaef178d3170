// The words that made-up records are put together from. None of them names a person or a firm.

export const FIRST_WORDS = [
  'COPPER',
  'SILENT',
  'RIVERBEND',
  "O'MALLEY'S",
  'ÉTOILE',
  'NORTH & SOUTH',
  'RED BARN',
  'PEÑA',
  'SEVEN',
  'HOLLOW',
  'GRANITE',
  'LATE',
] as const
export const SECOND_WORDS = [
  'RIDGE',
  'HARVEST',
  'LANTERN',
  'CREEK',
  'RESERVE',
  'FOX',
  'CELLARS',
  'STILL',
  'MEADOW',
  'HARBOR',
] as const
/** More first words, for worlds with many companies. */
export const MORE_FIRST_WORDS = [
  ...FIRST_WORDS,
  'CŒUR DE',
  'BLUE MESA',
  'IRON',
  'AMBER',
  'WINDY',
  'OLD MILL',
  'THREE PINES',
  'LONE OAK',
  'HIGH PLAINS',
  'SALT',
  'THUNDER',
  'QUIET',
  'MAPLE',
  'WILD PLUM',
  'SUNKEN',
  'FOURTH STREET',
] as const
export const FANCIFUL = [
  'OLD VINE',
  'BARREL RESTED',
  'HAZY',
  'BRUT NATURE',
  "WINTER'S END",
  'NO. 7 (SPECIAL)',
  'CUVÉE 100%',
] as const
export const MORE_FANCIFUL = [
  ...FANCIFUL,
  'DOUBLE DRY HOPPED',
  'SINGLE BARREL',
  'ESTATE, LOT 3',
  'NIGHT OF ¿FIRE¿',
  'HARVEST "ONE"',
  'BLANC DE NOIRS',
  'PUMPKIN & SPICE',
  'SMALL BATCH',
  'RESERVA',
  'LIMITED RELEASE',
] as const
export const VARIETALS = [
  'Cabernet Sauvignon',
  'Merlot',
  'Syrah',
  'Chardonnay',
  'Albariño',
  'Gewürztraminer',
  '60% Malbec',
  '40% Cabernet Franc',
] as const
export const PEOPLE = ['Ada Sample', 'Bo Example', 'Cleo Fixture', 'Dan Specimen', 'Eve Placeholder'] as const
export const TOWNS = ['Springfield', 'Fairview', 'Riverside', 'Georgetown', 'Salem'] as const
export const IMAGE_TYPES = ['Back', 'Neck', 'Strip', 'Other'] as const
export const REVIEW =
  'TTB has not reviewed this label for type size, characters per inch or contrasting background. The responsible industry member must continue to ensure that the mandatory information on the actual labels is displayed in the correct type size, in accordance with the TTB labeling regulations, 27 CFR parts 4, 5, 7, and 16, as applicable.'
export const OTHER_QUALIFICATIONS = [
  'This COLA is conditioned upon compliance with TTB Ruling 2015-1',
  'This use-up authorizes the depletion of product and labels that are on hand.',
] as const
export const SERIAL_CHARACTERS = [...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789']

/** The types of product the form knows, and mixes without alcohol, for which codes exist as well. */
export type Commodity = 'wine' | 'distilled_spirits' | 'malt_beverage' | 'non_alcoholic'

export type BaseSpirit = 'whisky' | 'gin' | 'vodka' | 'rum' | 'brandy' | 'agave' | 'neutral'

export type ClassTypeFamily =
  | 'table_wine'
  | 'flavored_wine'
  | 'fruit_wine'
  | 'cider'
  | 'honey_wine'
  | 'sparkling_wine'
  | 'carbonated_wine'
  | 'vermouth'
  | 'dessert_wine'
  | 'sake'
  | 'whisky'
  | 'gin'
  | 'vodka'
  | 'rum'
  | 'brandy'
  | 'liqueur'
  | 'specialty'
  | 'cocktail'
  | 'agave_spirits'
  | 'neutral_spirits'
  | 'bitters'
  | 'other_spirits'
  | 'malt_beverage'
  | 'cereal_beverage'
  | 'non_alcoholic_mix'
  | 'administrative'

export interface Family {
  readonly commodity: Commodity | null
  readonly spirit?: BaseSpirit
  readonly doc: string
}

/**
 * The families of class and type codes. Which commodity a family is was compared with the box ticked on the form: sake,
 * for one, is filed as wine. Source of the grouping: the descriptions of the registry's list; 27 CFR parts 4, 5 and 7.
 */
export const CLASS_TYPE_FAMILIES: Readonly<Record<ClassTypeFamily, Family>> = {
  table_wine: { commodity: 'wine', doc: 'still grape wine: red, white, rosé' },
  flavored_wine: { commodity: 'wine', doc: 'flavoured table wine' },
  fruit_wine: { commodity: 'wine', doc: 'table wine of other fruit than grapes' },
  cider: { commodity: 'wine', doc: 'apple wine and cider, still, sparkling or carbonated' },
  honey_wine: { commodity: 'wine', doc: 'honey wine and mead' },
  sparkling_wine: { commodity: 'wine', doc: 'sparkling grape wine' },
  carbonated_wine: { commodity: 'wine', doc: 'wine with added carbon dioxide' },
  vermouth: { commodity: 'wine', doc: 'vermouth and mixed types' },
  dessert_wine: { commodity: 'wine', doc: 'dessert wine: port, sherry, and flavoured, fruit and honey dessert wines' },
  sake: { commodity: 'wine', doc: 'sake; the form files it under wine' },
  whisky: { commodity: 'distilled_spirits', spirit: 'whisky', doc: 'whisky of every origin, flavoured too' },
  gin: { commodity: 'distilled_spirits', spirit: 'gin', doc: 'gin, flavoured too' },
  vodka: { commodity: 'distilled_spirits', spirit: 'vodka', doc: 'vodka, flavoured too' },
  rum: { commodity: 'distilled_spirits', spirit: 'rum', doc: 'rum, flavoured too' },
  brandy: { commodity: 'distilled_spirits', spirit: 'brandy', doc: 'brandy of grapes and other fruit, flavoured too' },
  liqueur: { commodity: 'distilled_spirits', doc: 'cordials, liqueurs, schnapps' },
  specialty: { commodity: 'distilled_spirits', doc: 'distilled spirits specialties and proprietaries' },
  cocktail: { commodity: 'distilled_spirits', doc: 'cocktails and mixed drinks' },
  agave_spirits: { commodity: 'distilled_spirits', spirit: 'agave', doc: 'tequila, mezcal and other agave spirits' },
  neutral_spirits: { commodity: 'distilled_spirits', spirit: 'neutral', doc: 'neutral and grain spirits' },
  bitters: { commodity: 'distilled_spirits', doc: 'bitters for drinking' },
  other_spirits: { commodity: 'distilled_spirits', doc: 'other distilled spirits' },
  malt_beverage: { commodity: 'malt_beverage', doc: 'beer, ale, porter, stout, malt liquor and specialties' },
  cereal_beverage: { commodity: 'malt_beverage', doc: 'near beer: malt beverage without alcohol' },
  non_alcoholic_mix: { commodity: 'non_alcoholic', doc: 'mixes without alcohol' },
  administrative: { commodity: null, doc: 'no product: an application withdrawn' },
}

/** Liqueurs, specialties and cocktails whose description names the spirit, or a drink that is made of one spirit. */
export const CODES_OF_SPIRIT: { readonly [S in BaseSpirit]?: string } = {
  whisky: '641 645 691 695 701 702 703 721 722 723 751 752 753 771 772 773',
  gin: '642 646 692 696 706 707 726 727 756 757 776 777',
  vodka: '643 647 693 697 711 731 761 781 782',
  rum: '644 648 694 698 714 734 764 784',
  brandy: '638 688 716 717 736 737 766 767 786 787',
  agave: '704 724 725 754 774 775',
}

/** The registry's code lists, by the name that rows use. */
export const CODE_TABLES = {
  class_type: 'class and type of the product; `lookupProductClassTypeCode.do` of the registry',
  origin: 'state or country of origin; `lookupOriginCode.do` of the registry',
  receipt_method: 'how the application reached TTB',
} as const

export type CodeTableName = keyof typeof CODE_TABLES

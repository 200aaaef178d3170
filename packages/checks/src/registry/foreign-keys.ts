export interface ForeignKey {
  readonly table: string
  readonly column: string
  readonly dimension: string
  readonly key: string
}

const DATES = ['received', 'application', 'approval', 'completed', 'expiration'] as const

/** THE TABLE of foreign keys of the warehouse. */
export const FOREIGN_KEYS: readonly ForeignKey[] = [
  ...references('fact_products', {
    ...Object.fromEntries(DATES.map((name) => [`${name}_date_key`, 'dim_dates.date_key'])),
    company_key: 'dim_companies.company_key',
    alias_key: 'company_aliases.alias_key',
    permit_key: 'dim_permits.permit_key',
    product_key: 'dim_products.product_key',
    product_type_key: 'dim_product_types.product_type_key',
    origin_location_key: 'dim_locations.location_key',
    holder_location_key: 'dim_locations.location_key',
  }),
  ...references('fact_certificates', {
    application_date_key: 'dim_dates.date_key',
    approval_date_key: 'dim_dates.date_key',
    expiration_date_key: 'dim_dates.date_key',
    company_key: 'dim_companies.company_key',
    alias_key: 'company_aliases.alias_key',
    permit_key: 'dim_permits.permit_key',
    product_type_key: 'dim_product_types.product_type_key',
    ttb_id: 'fact_products.ttb_id',
  }),
  ...references('bridge_permits', { permit_key: 'dim_permits.permit_key', ttb_id: 'fact_products.ttb_id' }),
  ...references('bridge_varietals', { ttb_id: 'fact_products.ttb_id' }),
  ...references('bridge_qualifications', {
    qualification_key: 'dim_qualifications.qualification_key',
    ttb_id: 'fact_products.ttb_id',
  }),
  ...references('label_images', { ttb_id: 'fact_products.ttb_id' }),
  ...references('company_aliases', { company_key: 'dim_companies.company_key' }),
  ...references('company_history', { company_key: 'dim_companies.company_key' }),
  ...references('dim_permits', { company_key: 'dim_companies.company_key' }),
  ...references('dim_products', { company_key: 'dim_companies.company_key' }),
]

function references(table: string, columns: Readonly<Record<string, string>>): ForeignKey[] {
  return Object.entries(columns).map(([column, target]) => {
    const [dimension, key] = target.split('.') as [string, string]
    return { table, column, dimension, key }
  })
}

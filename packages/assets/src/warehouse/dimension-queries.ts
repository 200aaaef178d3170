/** Queries by which dimensions follow from the parts of all years (`seen_aliases` and so on, see `seen-parts.ts`). */

/** Orders records by day of receipt, then by TTB ID. */
export const ORDER = 'record_order(received_date, ttb_id)'

export const HOLDER_COLUMNS: readonly string[] = [
  'holder_name',
  'holder_street',
  'holder_city',
  'holder_state',
  'holder_zip',
  'holder_country',
]

/** The latest of a column over a group, nulls counted as any other value. */
export function latest(column: string, order = 'ord'): string {
  return `arg_max_null(${column}, ${order}) AS ${column}`
}

/** What all parts of a group of records come to. */
const SEEN = `sum(record_count)::INTEGER AS record_count, min(first_seen_date) AS first_seen_date, max(last_seen_date) AS last_seen_date`
const BOUNDS = `${SEEN}, min(first_approval_date) AS first_approval_date, arg_min(first_ttb_id, first_order) AS first_ttb_id`
const FIRST_AND_LAST =
  'record_order(first_seen_date, first_ttb_id) AS first_order, record_order(last_seen_date, last_ttb_id) AS last_order'

/** One row a way of naming: `alias_evidence`, of all or of those that a join with `seen_aliases` lets through. */
export function aliasEvidence(join = ''): string {
  return `
  SELECT alias_key, principal_permit_number, holder_name_key, holder_address_key,
    ${HOLDER_COLUMNS.map((name) => latest(name, 'last_order')).join(', ')}, ${BOUNDS},
    min(first_order) AS first_order, max(last_order) AS last_order
  FROM (SELECT *, ${FIRST_AND_LAST} FROM seen_aliases ${join})
  GROUP BY alias_key, principal_permit_number, holder_name_key, holder_address_key`
}

/** company_aliases, from `alias_evidence` and `alias_ties` (alias_key, company_key, evidence, confidence): rows of those in the former. */
export const COMPANY_ALIASES_QUERY = `
  SELECT e.*, t.company_key, t.evidence, t.confidence FROM alias_evidence e JOIN alias_ties t USING (alias_key)
  UNION ALL BY NAME SELECT 0 AS alias_key, 0 AS company_key, 'unknown' AS evidence, 0.0 AS confidence, 0 AS record_count`

/** dim_companies, from the same and `company_permits` (permit_number, company_key). */
export const DIM_COMPANIES_QUERY = `
  SELECT t.company_key, any_value(t.natural_key) AS natural_key,
    arg_max_null(holder_name, last_order) FILTER (holder_name IS NOT NULL) AS company_name,
    arg_max_null(holder_street, last_order) FILTER (holder_name IS NOT NULL) AS street,
    arg_max_null(holder_city, last_order) FILTER (holder_name IS NOT NULL) AS city,
    arg_max_null(holder_state, last_order) FILTER (holder_name IS NOT NULL) AS state,
    arg_max_null(holder_zip, last_order) FILTER (holder_name IS NOT NULL) AS zip,
    arg_max_null(holder_country, last_order) FILTER (holder_name IS NOT NULL) AS country,
    arg_max(principal_permit_number, last_order) AS principal_permit_number,
    coalesce(any_value(p.permit_count), 0)::INTEGER AS permit_count, count(*)::INTEGER AS alias_count,
    sum(record_count)::INTEGER AS record_count, min(first_seen_date) AS first_seen_date, max(last_seen_date) AS last_seen_date,
    min(first_approval_date) AS first_approval_date, arg_min(first_ttb_id, first_order) AS first_ttb_id
  FROM alias_evidence e JOIN alias_ties t USING (alias_key)
    LEFT JOIN (SELECT company_key, count(*) AS permit_count FROM company_permits GROUP BY ALL) p ON p.company_key = t.company_key
  GROUP BY t.company_key
  UNION ALL BY NAME SELECT 0 AS company_key, 'unknown' AS natural_key, 0 AS permit_count, 0 AS alias_count, 0 AS record_count`

/** company_history, from `seen_turns`, `alias_evidence` and `alias_ties`: a row whenever a permit's records give another name or address. */
export const COMPANY_HISTORY_QUERY = `
  WITH company_aliases AS (SELECT * FROM alias_evidence JOIN alias_ties USING (alias_key)),
  named AS (
    SELECT a.company_key, surrogate_key(a.principal_permit_number) AS permit_key, t.alias_key, t.received_date,
      record_order(t.received_date, t.ttb_id) AS ord
    FROM seen_turns t JOIN company_aliases a USING (alias_key)),
  changes AS (
    SELECT *, lag(alias_key) OVER w AS before FROM named
    WINDOW w AS (PARTITION BY company_key, permit_key ORDER BY ord)),
  begun AS (
    SELECT * FROM changes WHERE before IS NULL OR before <> alias_key
    QUALIFY ord = max(ord) OVER (PARTITION BY company_key, permit_key, received_date))
  SELECT b.company_key, coalesce(a.principal_permit_number, 'none') AS principal_permit_number, b.received_date AS valid_from,
    lead(b.received_date) OVER w AS valid_to, lead(b.received_date) OVER w IS NULL AS is_current,
    a.holder_name AS company_name, a.holder_street AS street, a.holder_city AS city, a.holder_state AS state, a.holder_zip AS zip
  FROM begun b JOIN company_aliases a USING (alias_key) WINDOW w AS (PARTITION BY b.company_key, b.permit_key ORDER BY b.ord)`

/** dim_permits, from `permit_occurrences`, `permit_parts` and `company_permits`. */
export const DIM_PERMITS_QUERY = `
  SELECT surrogate_key(permit_number) AS permit_key, permit_number, p.permit_type, p.permit_type_doc, p.state, p.suffix, p."number",
    coalesce(c.company_key, 0) AS company_key, o.record_count, o.first_seen_date, o.last_seen_date
  FROM permit_occurrences o JOIN permit_parts p USING (permit_number) LEFT JOIN company_permits c USING (permit_number)
  UNION ALL BY NAME SELECT 0 AS permit_key, 0 AS company_key, 0 AS record_count`

/** One row a permit: `permit_occurrences`. */
export const PERMIT_OCCURRENCES = `SELECT permit_number, ${SEEN} FROM seen_permits GROUP BY permit_number`

/** dim_products, from the parts that a condition on `seen_products` and `company_key` lets through. */
export function productsQuery(where: string): string {
  const columns = ['brand_name', 'fanciful_name', 'class_type_code', 'origin_code', 'commodity']
  return `
  SELECT surrogate_key(product_natural(company_key, brand_key, fanciful_key)) AS product_key, company_key, brand_key, fanciful_key,
    ${columns.map((name) => latest(name, 'last_order')).join(', ')}, ${BOUNDS}, arg_max(last_ttb_id, last_order) AS last_ttb_id
  FROM (
    SELECT p.*, coalesce(t.company_key, 0) AS company_key, ${FIRST_AND_LAST}
    FROM seen_products p LEFT JOIN alias_ties t USING (alias_key) WHERE ${where})
  GROUP BY company_key, brand_key, fanciful_key`
}

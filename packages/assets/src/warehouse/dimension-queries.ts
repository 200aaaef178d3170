/**
 * Queries by which dimensions follow from `approvals`, a relation with the columns of fact_products for all records that
 * dimensions are made from, and `record_permits`, one with those of bridge_permits.
 */
const ORDER = 'record_order(received_date, ttb_id)'

/** The latest of a column over a group, nulls counted as any other value. */
function latest(column: string): string {
  return `arg_max_null(${column}, ord) AS ${column}`
}

/** One row a way of naming: `alias_evidence`. */
export const ALIAS_EVIDENCE = `
  SELECT alias_natural(principal_permit_number, holder_name_key, holder_address_key) AS alias_natural,
    any_value(principal_permit_number) AS principal_permit_number, any_value(holder_name_key) AS holder_name_key,
    any_value(holder_address_key) AS holder_address_key,
    ${['holder_name', 'holder_street', 'holder_city', 'holder_state', 'holder_zip', 'holder_country'].map(latest).join(', ')},
    count(*)::INTEGER AS record_count, min(received_date) AS first_seen_date, max(received_date) AS last_seen_date,
    min(approval_date) AS first_approval_date, arg_min(ttb_id, ord) AS first_ttb_id, min(ord) AS first_order, max(ord) AS last_order
  FROM (SELECT *, ${ORDER} AS ord FROM approvals)
  WHERE alias_natural(principal_permit_number, holder_name_key, holder_address_key) IS NOT NULL
  GROUP BY alias_natural(principal_permit_number, holder_name_key, holder_address_key)`

/** Pairs of permits that a record lists together as permits of its holder. */
export const PERMIT_LINKS = `
  SELECT DISTINCT a.permit_number AS one, b.permit_number AS other
  FROM record_permits a JOIN record_permits b USING (ttb_id)
  WHERE a.position < b.position AND a.is_of_holder AND b.is_of_holder
    AND a.position = (SELECT min(c.position) FROM record_permits c WHERE c.ttb_id = a.ttb_id AND c.is_of_holder)`

/** company_aliases, from `alias_evidence` and `alias_ties` (alias_key, company_key, evidence, confidence). */
export const COMPANY_ALIASES_QUERY = `
  SELECT e.*, t.alias_key, t.company_key, t.evidence, t.confidence
  FROM alias_evidence e JOIN alias_ties t ON t.alias_key = surrogate_key(e.alias_natural)
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
  FROM alias_evidence e JOIN alias_ties t ON t.alias_key = surrogate_key(e.alias_natural)
    LEFT JOIN (SELECT company_key, count(*) AS permit_count FROM company_permits GROUP BY ALL) p ON p.company_key = t.company_key
  GROUP BY t.company_key
  UNION ALL BY NAME SELECT 0 AS company_key, 'unknown' AS natural_key, 0 AS permit_count, 0 AS alias_count, 0 AS record_count`

/** company_history, from fact_products and company_aliases: a row whenever a permit's records give another name or address. */
export const COMPANY_HISTORY_QUERY = `
  WITH named AS (
    SELECT f.company_key, f.permit_key, f.alias_key, f.received_date, record_order(f.received_date, f.ttb_id) AS ord
    FROM fact_products f JOIN (SELECT alias_key FROM company_aliases WHERE holder_name IS NOT NULL) a USING (alias_key)),
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
export const PERMIT_OCCURRENCES = `
  SELECT permit_number, count(*)::INTEGER AS record_count, min(received_date) AS first_seen_date, max(received_date) AS last_seen_date
  FROM record_permits GROUP BY ALL`

/** dim_products, from fact_products. */
export const DIM_PRODUCTS_QUERY = `
  SELECT product_key, any_value(company_key) AS company_key, any_value(brand_key) AS brand_key, any_value(fanciful_key) AS fanciful_key,
    ${['brand_name', 'fanciful_name', 'class_type_code', 'origin_code', 'commodity'].map(latest).join(', ')},
    count(*)::INTEGER AS record_count, min(received_date) AS first_seen_date, max(received_date) AS last_seen_date,
    min(approval_date) AS first_approval_date, arg_min(ttb_id, ord) AS first_ttb_id, arg_max(ttb_id, ord) AS last_ttb_id
  FROM (SELECT *, ${ORDER} AS ord FROM fact_products WHERE product_key <> 0)
  GROUP BY product_key
  UNION ALL BY NAME SELECT 0 AS product_key, 0 AS company_key, 0 AS record_count`

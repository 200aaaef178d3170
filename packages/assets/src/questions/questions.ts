/** A question about label approvals as a saved query. */
export interface Question {
  /** Its name: `ttb ask new-brands`. */
  readonly name: string
  readonly question: string
  /** What the answer says, and what it does not. */
  readonly explanation: string
  readonly parameters: readonly QuestionParameter[]
  /** DuckDB SQL; `$name` stands for a parameter. */
  readonly sql: string
}

export interface QuestionParameter {
  readonly name: string
  readonly type: 'date' | 'text' | 'integer'
  readonly doc: string
  /** Null: the caller must give a value. `today`: the day the question is asked, UTC. */
  readonly default: string | null
}

const TODAY: QuestionParameter = {
  name: 'today',
  type: 'date',
  doc: 'The day from which is counted back.',
  default: 'today',
}

function days(value: number): QuestionParameter {
  return {
    name: 'days',
    type: 'integer',
    doc: 'How many days back, or ahead where the question says so.',
    default: String(value),
  }
}

/** The ten questions the tables were made for. */
export const QUESTIONS: readonly Question[] = [
  {
    name: 'new-brands',
    question: 'Which companies showed a brand for the first time lately?',
    explanation:
      'A brand of a company counts as new when its earliest approval, over all records, lies within the days. Records come in late, so the last days may still gain some. An approval is not a launch.',
    parameters: [TODAY, days(30)],
    sql: `
SELECT c.company_name, t.commodity, any_value(f.brand_name ORDER BY f.approval_date, f.ttb_id) AS brand_name,
  min(f.approval_date) AS first_approval, count(*) AS labels, min(f.ttb_id) AS ttb_id
FROM fact_products f JOIN dim_companies c USING (company_key) JOIN dim_product_types t USING (product_type_key)
WHERE f.brand_key IS NOT NULL
GROUP BY f.company_key, c.company_name, t.commodity, f.brand_key
HAVING min(f.approval_date) > $today - $days AND min(f.approval_date) <= $today
ORDER BY first_approval DESC, c.company_name, brand_name, t.commodity`,
  },
  {
    name: 'approval-times',
    question: 'How long does approval take, by type of product and week?',
    explanation:
      'Days from the date of application on the form to the date issued, for weeks of issue that begin on Monday. Records without a form (on paper, or not read yet) have no date of application and are not counted.',
    parameters: [TODAY, days(365)],
    sql: `
SELECT date_trunc('week', approval_date)::DATE AS week, commodity, count(*) AS labels,
  median(days_to_approval) AS median_days, round(quantile_cont(days_to_approval, 0.9), 1) AS days_for_nine_of_ten
FROM fact_products
WHERE days_to_approval IS NOT NULL AND approval_date > $today - $days AND approval_date <= $today
GROUP BY ALL
ORDER BY week DESC, commodity`,
  },
  {
    name: 'status-changes',
    question: "Which of a company's labels changed status lately?",
    explanation:
      'Changes that were observed: the day is the one the registry gives for the change, the hash is that of the page that first showed the new status. What changed before a record was first observed is not known.',
    parameters: [
      TODAY,
      days(30),
      { name: 'company', type: 'text', doc: 'Name of the company, or how it begins.', default: '' },
    ],
    sql: `
SELECT h.valid_from AS changed_on, h.status AS status_now, p.status AS status_before, f.brand_name, f.fanciful_name,
  c.company_name, h.ttb_id, h.content_sha256
FROM cola_status_history h
JOIN cola_status_history p ON p.ttb_id = h.ttb_id AND p.position = h.position - 1
JOIN fact_products f ON f.ttb_id = h.ttb_id JOIN dim_companies c USING (company_key)
WHERE h.status IS NOT NULL AND h.status IS DISTINCT FROM p.status
  AND h.valid_from > $today - $days AND h.valid_from <= $today AND starts_with(upper(coalesce(c.company_name, '')), upper($company))
ORDER BY changed_on DESC, h.ttb_id`,
  },
  {
    name: 'new-entrants',
    question: 'Who is new, by state and type of permit?',
    explanation:
      'Companies whose earliest approval lies within the days, each counted once for every type of permit it holds in a state. A company that came back under another name at another address without a permit of before counts as new.',
    parameters: [TODAY, days(90)],
    sql: `
SELECT p.state, p.permit_type, any_value(p.permit_type_doc) AS permit, count(DISTINCT c.company_key) AS entrants
FROM dim_companies c JOIN dim_permits p USING (company_key)
WHERE c.company_key <> 0 AND c.first_approval_date > $today - $days AND c.first_approval_date <= $today
GROUP BY p.state, p.permit_type
ORDER BY entrants DESC, p.state, p.permit_type`,
  },
  {
    name: 'growing-classes',
    question: 'Which classes and types grow fastest, year on year?',
    explanation:
      'Approvals of the last 365 days against the 365 before. Growth is a share: 0.25 is a quarter more; null where there were none before.',
    parameters: [TODAY],
    sql: `
SELECT t.class_type_code, t.description, t.family,
  count(*) FILTER (f.approval_date > $today - 365) AS last_year,
  count(*) FILTER (f.approval_date <= $today - 365) AS year_before,
  round(last_year / nullif(year_before, 0) - 1, 2) AS growth
FROM fact_products f JOIN dim_product_types t USING (product_type_key)
WHERE f.approval_date > $today - 730 AND f.approval_date <= $today
GROUP BY t.class_type_code, t.description, t.family
ORDER BY growth DESC NULLS LAST, last_year DESC, t.class_type_code`,
  },
  {
    name: 'changed-importers',
    question: 'Which imported brands changed importer in the last year?',
    explanation:
      'Imported brands that a company filed for the first time within the year, and another company had filed before. Brands are compared as text, not as trademarks: two brands of one name look like one that moved.',
    parameters: [TODAY, days(365)],
    sql: `
WITH imported AS (
  SELECT f.brand_key, f.company_key, min(f.approval_date) AS since, max(f.approval_date) AS until,
    any_value(f.brand_name ORDER BY f.approval_date DESC, f.ttb_id DESC) AS brand_name
  FROM fact_products f JOIN dim_locations o ON o.location_key = f.origin_location_key
  WHERE NOT o.is_domestic AND f.brand_key IS NOT NULL AND f.company_key <> 0 AND f.approval_date <= $today
  GROUP BY f.brand_key, f.company_key)
SELECT n.brand_name, cn.company_name AS importer_now, co.company_name AS importer_before, n.since, max(o.until) AS last_of_before
FROM imported n JOIN imported o ON o.brand_key = n.brand_key AND o.company_key <> n.company_key AND o.since < n.since
JOIN dim_companies cn ON cn.company_key = n.company_key JOIN dim_companies co ON co.company_key = o.company_key
WHERE n.since > $today - $days
GROUP BY n.brand_key, n.company_key, o.company_key, n.brand_name, cn.company_name, co.company_name, n.since
ORDER BY n.since DESC, n.brand_name, importer_now, importer_before`,
  },
  {
    name: 'similar-names',
    question: 'Does anyone hold a name like ours?',
    explanation:
      'Brand and fanciful names by the Jaro-Winkler similarity of their spelling, 1 for the same; the highest fifty above 0.88. Sound and meaning are not compared, and a brand on a label is no trademark.',
    parameters: [
      { name: 'name', type: 'text', doc: 'The name to compare.', default: null },
      {
        name: 'commodity',
        type: 'text',
        doc: 'wine, distilled_spirits or malt_beverage; empty for all.',
        default: 'distilled_spirits',
      },
    ],
    sql: `
WITH names AS (
  SELECT product_key, greatest(jaro_winkler_similarity(coalesce(brand_key, ''), upper($name)),
    jaro_winkler_similarity(coalesce(fanciful_key, ''), upper($name))) AS similarity
  FROM dim_products WHERE product_key <> 0 AND ($commodity = '' OR commodity = $commodity))
SELECT p.brand_name, p.fanciful_name, c.company_name, round(n.similarity, 3) AS similarity, p.record_count AS labels,
  p.last_seen_date AS last_received, f.status AS status_of_latest, p.last_ttb_id
FROM names n JOIN dim_products p USING (product_key) JOIN dim_companies c USING (company_key)
JOIN fact_products f ON f.ttb_id = p.last_ttb_id
WHERE n.similarity > 0.88
ORDER BY n.similarity DESC, p.last_ttb_id DESC
LIMIT 50`,
  },
  {
    name: 'expiring-or-qualified',
    question: 'Which of our approvals expire soon, or carry an unusual qualification?',
    explanation:
      'Approved labels that end within the days ahead, and those with a qualification that most records do not carry. The dates of expiration are on the form; records whose form was not read have none.',
    parameters: [
      TODAY,
      days(90),
      { name: 'company', type: 'text', doc: 'Name of the company, or how it begins.', default: null },
    ],
    sql: `
SELECT f.ttb_id, f.brand_name, f.fanciful_name, f.expiration_date,
  string_agg(coalesce(nullif(q.qualification_code, 'not_standard'), b.comment), '; ' ORDER BY b.position)
    FILTER (NOT q.is_usual) AS unusual_qualifications
FROM fact_products f JOIN dim_companies c USING (company_key)
LEFT JOIN bridge_qualifications b ON b.ttb_id = f.ttb_id LEFT JOIN dim_qualifications q USING (qualification_key)
WHERE f.status = 'APPROVED' AND starts_with(upper(c.company_name), upper($company))
GROUP BY f.ttb_id, f.brand_name, f.fanciful_name, f.expiration_date
HAVING f.expiration_date BETWEEN $today AND $today + $days OR count(*) FILTER (NOT q.is_usual) > 0
ORDER BY f.expiration_date NULLS LAST, f.ttb_id`,
  },
  {
    name: 'varietals',
    question: 'Which grape varietals rise, by federal fiscal year?',
    explanation:
      'Labels and companies that name a varietal, by the fiscal year of approval (from 1 October). A label that names several counts for each. Names that are not in the table of varieties stand as typed.',
    parameters: [],
    sql: `
SELECT v.varietal, d.fiscal_year, count(DISTINCT f.ttb_id) AS labels, count(DISTINCT f.company_key) AS companies
FROM bridge_varietals v JOIN fact_products f USING (ttb_id) JOIN dim_dates d ON d.date_key = f.approval_date_key
WHERE d.date_key <> 0
GROUP BY v.varietal, d.fiscal_year
ORDER BY d.fiscal_year DESC, labels DESC, v.varietal`,
  },
  {
    name: 'trust',
    question: 'Can I trust the last month?',
    explanation:
      'For each day of completion how many records are listed, and of how many the detail page and the form were read; and the fields about which their sources disagree. A record on paper has no form, so fewer forms than records is usual.',
    parameters: [TODAY, days(30)],
    sql: `
SELECT f.completed_date, count(*) AS listed, count(*) FILTER (f.has_cola_detail) AS with_detail,
  count(*) FILTER (f.has_certificate) AS with_form, count(*) = count(*) FILTER (f.has_cola_detail) AS is_complete,
  sum(f.conflict_count)::INTEGER AS conflicts,
  (SELECT string_agg(field || ': ' || n, ', ' ORDER BY n DESC, field) FROM (
    SELECT l.field, count(*) AS n FROM conflict_log l JOIN fact_products g USING (ttb_id)
    WHERE g.completed_date = f.completed_date GROUP BY l.field)) AS fields_in_conflict
FROM fact_products f
WHERE f.completed_date > $today - $days AND f.completed_date <= $today
GROUP BY f.completed_date
ORDER BY f.completed_date`,
  },
]

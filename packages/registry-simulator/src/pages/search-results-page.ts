import type { SearchRow } from '@ttb/utils'
import { escapeText, usDate } from './html.ts'
import { type FrameOptions, siteFrame } from './page-frame.ts'

export interface SearchResults {
  readonly rows: readonly SearchRow[]
  /** Number of the first row, from 1. */
  readonly rowFrom: number
  readonly reachable: number
  readonly totalMatching: number
}

const COLUMNS: readonly (readonly [heading: string, sortColumn: string, show: (row: SearchRow) => string])[] = [
  [
    'TTB ID',
    'ttbId',
    (row) => `\n<a href="viewColaDetails.do?action=publicDisplaySearchBasic&ttbid=${row.ttb_id}">${row.ttb_id}</a>\n`,
  ],
  ['Permit No.', 'permitId', (row) => escapeText(row.permit_number)],
  ['Serial Number', 'serialNum', (row) => escapeText(row.serial_number)],
  ['Completed Date', 'dateCompleted', (row) => escapeText(usDate(row.completed_date))],
  ['Fanciful Name', 'fancifulName', (row) => escapeText(row.fanciful_name)],
  ['Brand Name', 'brandName', (row) => escapeText(row.brand_name)],
  ['Origin', 'originCode', (row) => escapeText(row.origin_code)],
  ['Origin Desc', 'originCodeDesc', (row) => escapeText(row.origin_description)],
  ['Class/Type', 'classType', (row) => escapeText(row.class_type_code)],
  ['Class/Type Desc', 'classTypeDesc', (row) => escapeText(row.class_type_description)],
]

/** A page of search results: what `publicSearchColasBasicProcess.do?action=search` serves. */
export function renderSearchResults(
  { rows, rowFrom, reachable, totalMatching }: SearchResults,
  options: FrameOptions = {},
): string {
  const title = 'TTB Online - COLAs Online - Public COLA Registry Basic Search Results'
  if (totalMatching === 0) {
    return siteFrame(
      title,
      '<h1>Search Results: COLAs</h1>\n<h3><h3>No results were found that match the search criteria specified.</h3></h3>',
      options,
    )
  }
  const pagination = `<div class="pagination">
${rowFrom} to ${rowFrom + rows.length - 1} of ${reachable} (Total Matching Records: ${totalMatching}) | <a href='publicPageBasicCola.do?action=page&pgfcn=nextset'>Next &gt;</a>
</div>`
  const headings = COLUMNS.map(
    ([heading, sort]) =>
      `<th scope="col"><a href="/colasonline/publicPageBasicCola.do?action=sort&sortcol=${sort}&order=asc">${heading}</a></th>`,
  )
  const body = rows.map(
    (row, at) =>
      `<tr class="${at % 2 === 0 ? 'lt' : 'dk'}">\n${COLUMNS.map(([, , show]) => `<td width="83">${show(row)}</td>`).join('\n')}\n</tr>`,
  )
  return siteFrame(
    title,
    `<h1>Search Results: COLAs</h1>
<div class="box">
${pagination}
<p>&nbsp;</p>
<table width="785" cellspacing="1" cellpadding="2">
<tr>
${headings.join('\n')}
</tr>
${body.join('\n')}
</table>
${pagination}
</div>`,
    options,
  )
}

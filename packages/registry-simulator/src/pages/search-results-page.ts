import type { SearchRow } from '@ttb/utils'
import { escapeText, usDate } from './html.ts'
import { actionBox, type FrameOptions, siteFrame } from './page-frame.ts'
import type { SearchWay } from './search-form-page.ts'

export interface SearchResults {
  readonly rows: readonly SearchRow[]
  /** Number of the first row, from 1. */
  readonly rowFrom: number
  readonly reachable: number
  readonly totalMatching: number
}

/** The columns of the result table: heading, name by which it is sorted, what a row shows there, as printed. */
export const RESULT_COLUMNS: readonly (readonly [
  heading: string,
  sortColumn: string,
  show: (row: SearchRow) => string,
])[] = [
  ['TTB ID', 'ttbId', (row) => row.ttb_id],
  ['Permit No.', 'permitId', (row) => row.permit_number ?? ''],
  ['Serial Number', 'serialNum', (row) => row.serial_number ?? ''],
  ['Completed Date', 'dateCompleted', (row) => usDate(row.completed_date)],
  ['Fanciful Name', 'fancifulName', (row) => row.fanciful_name ?? ''],
  ['Brand Name', 'brandName', (row) => row.brand_name ?? ''],
  ['Origin', 'originCode', (row) => row.origin_code ?? ''],
  ['Origin Desc', 'originCodeDesc', (row) => row.origin_description ?? ''],
  ['Class/Type', 'classType', (row) => row.class_type_code ?? ''],
  ['Class/Type Desc', 'classTypeDesc', (row) => row.class_type_description ?? ''],
]

const HEADING = `<h1>Search Results: COLAs</h1>
<a class="skipnav" href="#" onClick="window.location = tabLink;return false"> Skip Tabs</a><br>`
const NEW_SEARCH = actionBox(
  `<input type="button" name="novalue.button" accesskey="n" value="New Search" onclick="location.href='publicSearchColasBasic.do'">`,
)

/** A page of search results: what `publicSearchColasBasicProcess.do?action=search` serves. */
export function renderSearchResults(
  { rows, rowFrom, reachable, totalMatching }: SearchResults,
  options: FrameOptions & { readonly way?: SearchWay } = {},
): string {
  const { way = 'Basic' } = options
  const title = `TTB Online - COLAs Online - Public COLA Registry ${way} Search Results`
  if (totalMatching === 0) {
    return siteFrame(
      title,
      `${HEADING}\n<h3><h3>No results were found that match the search criteria specified.</h3></h3>\n<br>\n${NEW_SEARCH}`,
      options,
    )
  }
  const printable = `<a href="javascript:void(0)" onClick="win1=popup('publicPrintableResults.do?titlePrefix=COLAs&path=/publicSearchColas${way}Process','printableResultsWin');win1.focus();">Printable Version</a>`
  const saved = `<a href="javascript:void(0)" onClick="win2=popup('publicSaveSearchResultsToFile.do?path=/publicSearchColas${way}Process','saveSearchResults');win2.focus();">Save Search Results To File</a>`
  const rowTo = rowFrom + rows.length - 1
  const range = `${rowFrom} to ${rowTo} of ${reachable} (Total Matching Records: ${totalMatching}) | <a href='publicPage${way}Cola.do?action=page&pgfcn=nextset'>Next &gt;</a>`
  const headings = RESULT_COLUMNS.map(
    ([heading, sort]) =>
      `<th scope="col"><a href="/colasonline/publicPage${way}Cola.do?action=sort&sortcol=${sort}&order=asc">${heading}</a></th>`,
  )
  const body = rows.map(
    (row, at) =>
      `<tr class="${at % 2 === 0 ? 'lt' : 'dk'}">\n${RESULT_COLUMNS.map(([, sort, show]) => `<td width="83">${sort === 'ttbId' ? link(row, way) : escapeText(show(row))}</td>`).join('\n')}\n</tr>`,
  )
  return siteFrame(
    title,
    `${HEADING}
<div class="box">
<div class="pagination">
${printable}
<br><br>
${saved}
<br><br>
${range}
</div>
<br><br>
<p>&nbsp;</p>
<table width="785" cellspacing="1" cellpadding="2">
<tr>
${headings.join('\n')}
</tr>
${body.join('\n')}
</table>
<p>&nbsp;</p>
<div class="pagination">
${printable}
<br><br>
${range}
</div>
<br><br>
<p>&nbsp;</p>
</div>
<br>
${NEW_SEARCH}`,
    options,
  )
}

function link({ ttb_id }: SearchRow, way: SearchWay): string {
  return `\n<a href="viewColaDetails.do?action=publicDisplaySearch${way}&ttbid=${ttb_id}">${ttb_id}</a>\n`
}

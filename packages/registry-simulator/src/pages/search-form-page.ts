import { type ListedCode, listedCodes } from '../world/code-lists.ts'
import { escapeText } from './html.ts'
import { errorBox } from './message-pages.ts'
import { type FrameOptions, siteFrame } from './page-frame.ts'

/** The two ways to search, as they stand in the paths of the registry. */
export type SearchWay = 'Basic' | 'Advanced'

/** The empty search form: what `publicSearchColasBasic.do` and `publicSearchColasAdvanced.do` serve. */
export function renderSearchForm(way: SearchWay, options: FrameOptions = {}): string {
  return renderForm(way, '', options)
}

/** The search form with a message instead of results. */
export function renderSearchMessage(
  message: string,
  options: FrameOptions & { readonly way?: SearchWay } = {},
): string {
  return renderForm(options.way ?? 'Basic', errorBox(message), options)
}

function renderForm(way: SearchWay, message: string, options: FrameOptions): string {
  const advanced = way === 'Advanced'
  const title = `TTB Online - COLAs Online - Public COLA Registry ${advanced ? 'Advanced ' : ''}Search`
  return siteFrame(
    title,
    `<br clear="all">
<h1>Search for COLAs</h1>
<p>Note: The TTB Public COLA Registry provides access to information about Certification/Exemption of Label/Bottle Approvals (COLA).
COLAs in the registry have one of the following current statuses: <i>approved, expired, surrendered, </i>or<i> revoked</i>.
</p>
<a class="skipnav" href="#"> Skip Tabs</a> <br>
${advanced ? "<a href='publicSearchColasBasic.do'>Basic Search</a> | Advanced Search" : "Basic Search | <a href='publicSearchColasAdvanced.do'>Advanced Search</a>"}
<br><br>
${message}<br>
<form name="searchCriteriaForm" method="post" action="/colasonline/publicSearchColas${way}Process.do?action=search">
<fieldset>
<legend><a class="legendtext">${way} Search Criteria</a></legend>
Note:  If you know the TTB ID number for a COLA, you do not need to enter any other search parameters. For all other searches you must enter dates in the "from" and "to" fields, and the date range must not exceed 15 years. You may use the percent sign (%) as a wildcard in any field except the date fields.
<table width="100%" cellspacing="1" cellpadding="2">
${[
  row('Date Completed: ', text('dateCompletedFrom', 10), ' to ', text('dateCompletedTo', 10), ' MM/DD/YYYY'),
  row('Product Name: ', text('productOrFancifulName', 40), ...NAME_CHOICES),
  ...(advanced ? advancedRows() : basicRows()),
  row('', '<input type="submit" value="Search">'),
].join('\n')}
</table>
</fieldset>
<br>
</form>`,
    options,
  )
}

const NAME_CHOICES = (['B', 'F', 'E'] as const).map((value) => {
  const label = { B: 'Brand Name', F: 'Fanciful Name', E: 'Either' }[value]
  const checked = value === 'B' ? ' checked="checked"' : ''
  return `<input type="radio" name="searchCriteria.productNameSearchType" value="${value}"${checked}> ${label}\n`
})

function basicRows(): string[] {
  return [
    row('Product Class/Type:', text('classTypeFrom', 10), ' to ', text('classTypeTo', 10)),
    row('Origin Code:', text('originCode', 10)),
  ]
}

function advancedRows(): string[] {
  return [
    row(
      'Product Class/Type:',
      '<input type="radio" name="searchCriteria.classTypeDesired" value="desc" checked="checked"> Description ',
      '<input type="radio" name="searchCriteria.classTypeDesired" value="code"> Code ',
      options('classTypeCodeArrayByCode', listedCodes('class-type')),
    ),
    row('Origin Code:', options('originCodeArray', listedCodes('origin'))),
    row('TTB ID:', text('ttbIdFrom', 14), ' to ', text('ttbIdTo', 14)),
    row("Plant Registry/Basic Permit/Brewer's No:", text('permitId', 20)),
  ]
}

function row(label: string, ...fields: readonly string[]): string {
  return `<tr><td valign="top"><strong>${label}</strong></td></tr>\n<tr><td valign="top">${fields.join('')}</td></tr>`
}

function text(name: string, size: number): string {
  return `<input type="text" name="searchCriteria.${name}" size="${size}" value="">`
}

function options(name: string, list: readonly ListedCode[]): string {
  const lines = list.map(
    ({ code, description }) => `<option value="${code}">${code} - ${escapeText(description)}</option>`,
  )
  return `<select name="searchCriteria.${name}" multiple size="5">\n${lines.join('\n')}\n</select>`
}

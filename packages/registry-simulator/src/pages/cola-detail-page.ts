import type { ColaDetailPage } from '@ttb/utils'
import { escapeText, usDate } from './html.ts'
import { actionBox, type FrameOptions, siteFrame } from './page-frame.ts'

/** The detail page of a record: what `viewColaDetails.do?action=publicDisplaySearchBasic` serves. */
export function renderColaDetail(values: ColaDetailPage, options: FrameOptions = {}): string {
  const isWine = values.grape_varietals.length > 0 || values.wine_vintage !== null
  const oldFormula = values.lab_number !== null
  return siteFrame(
    'TTB Online - COLAs Online - Application Detail',
    `<h1>COLA Detail</h1>
<form name="colaApplicationForm" method="post" action="/colasonline/viewColaDetails.do">
<div class="box">
  <table width="99%" border="0" cellspacing="0" cellpadding="2">
    <tr>
      <td valign="top" width="54%">${labelled('TTB ID: ', 'ttb_id')}
        ${values.ttb_id}
      </td>
      <td valign="top" width="28%">
        <div align="right">
          <img src="images/arrowrt.gif" border="0" alt="arrow" width="10" height="10">&nbsp;
          <a href="javascript:void(0)" onclick="win2 = popup('/colasonline/viewColaDetails.do?action=publicFormDisplay&ttbid=${values.ttb_id}','privacyWin2');win2.focus();">Printable Version</a>
        </div>
      </td>
    </tr>
    ${row('Status: ', values.status)}
    ${row('Vendor Code: ', values.vendor_code)}
    ${row('Serial #: ', values.serial_number)}
    ${row('Class/Type Code: ', values.class_type_description)}
    ${row('Origin Code: ', values.origin_description)}
    ${row('Brand Name: ', values.brand_name)}
    ${row('Fanciful Name: ', values.fanciful_name)}
    ${row('Type of Application: ', values.type_of_application)}
    ${row('For Sale In: ', values.for_sale_in)}
    ${row('Total Bottle Capacity: ', values.total_bottle_capacity)}
    ${isWine ? row('Grape Varietal(s): ', values.grape_varietals.join(', ')) : ''}
    ${isWine ? row('Wine Vintage: ', values.wine_vintage) : ''}
    ${oldFormula ? row('Formula/SOP No.: ', values.formula) + row('Lab No./Lab Date: ', values.lab_number) : row('Formula : ', values.formula)}
    ${row('Approval Date:', usDate(values.approval_date))}
    <tr><td colspan="2">${labelled('Qualifications: ', 'qualifications')}</td></tr>
    <tr>
      <td colspan="2">
        <table width="100%" border="0">
${values.qualifications.map((text) => `          <tr>\n            <td colspan="2">${escapeText(text)}</td>\n            <br>\n          </tr>`).join('\n')}
        </table>
      </td>
    </tr>
  </table>
</div>
<br>
<div class="box">
  <table width="99%" border="0" cellspacing="0" cellpadding="2">
    ${permitRows('Plant Registry/Basic Permit/Brewers No (Principal Place of Business): ', values, 'principal')}
    ${permitRows('Plant Registry/Basic Permit/Brewers No (Other): ', values, 'other')}
    <tr><td colspan="2"><strong>Contact Information:</strong></td></tr>
    <tr><td colspan="2">
        ${escapeText(values.contact_name).replace(' ', '\n        &nbsp;\n        ')}
      </td></tr>
    <tr><td colspan="2">Phone Number:&nbsp;
        ${escapeText(values.contact_phone)}
      </td></tr>
    <tr><td colspan="2">Fax Number:&nbsp;
        ${escapeText(values.contact_fax)}
      </td></tr>
    <tr><td colspan="2">&nbsp;</td></tr>
  </table>
</div>
${actionBox(`<input alt="Back" type="button" accesskey="b" onclick="location.href='/colasonline/publicPageBasicCola.do?action=page'" value="Back" />`)}
</form>`,
    options,
  )
}

function labelled(label: string, help: string): string {
  return `<strong>${label}</strong><a href="#" onclick="win1=help('defOfTerms.do#${help}','helpWin1');win1.focus();return false"><img src="images/q.gif" width="12" height="12" border="0" alt="Open help for this field in a new window"></a>`
}

function row(label: string, text: string | null): string {
  return `<tr><td valign="top" colspan="2">&nbsp;</td></tr>
    <tr><td valign="top" colspan="2">${labelled(label, 'field')}
        &nbsp;
        ${escapeText(text)}
      </td></tr>`
}

function permitRows(label: string, values: ColaDetailPage, role: 'principal' | 'other'): string {
  const rows = values.permits
    .filter((permit) => permit.role === role)
    .flatMap((permit) => [permit.permit_number, permit.name, ...permit.address_lines, null])
    .map((text) => `<tr>\n      <td colspan="2">${text === null ? '&nbsp;' : escapeText(text)}</td>\n    </tr>`)
  return `<tr><td colspan="2">${labelled(label, 'permit_no')}</td></tr>
    <tr><td colspan="2">&nbsp;</td></tr>
    ${rows.join('\n    ')}`
}

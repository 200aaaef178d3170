import type { CertificatePage } from '@ttb/utils'
import { escapeText, usDate } from './html.ts'
import { type FrameOptions, injectedScripts } from './page-frame.ts'
import { asServed } from './served-layout.ts'

/** The editions of TTB F 5100.31 in the registry. Item numbers and items moved from one to the next. */
export const FORM_EDITIONS = ['6/2006', '5/2011', '07/2012', '06-2016'] as const

export type FormEdition = (typeof FORM_EDITIONS)[number]

/** The form page of a record: what `viewColaDetails.do?action=publicFormDisplay` serves. */
export function renderCertificate(values: CertificatePage, options: FrameOptions = {}): string {
  const newest = values.form_edition === '06-2016'
  return asServed(`<html>
<head>
${options.injectedScripts ? injectedScripts() : ''}
	<title>OMB No. 1513-0020</title>
	<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
	<LINK REL="stylesheet" HREF="stylesheets/online.css" TYPE="text/css">
</head>
<body bgcolor="#ffffff" leftmargin="5" topmargin="5">
<form name="colaApplicationForm" method="post" action="/colasonline/viewColaDetails.do">
<div style="width:650px;">
  <div class="data" align="right"><strong>OMB No. 1513-0020</strong></div>
  <table width="100%" border="2" cellspacing="0" cellpadding="2">
    <tr>
      <td width="40%"><div class="sectionhead">FOR TTB USE ONLY</div></td>
      <td width="60%" rowspan="3">
        <div class="medhead">DEPARTMENT OF THE TREASURY</div>
        <div class="smhead">ALCOHOL AND TOBACCO TAX AND TRADE BUREAU</div>
        <div class="lghead">APPLICATION FOR AND CERTIFICATION/EXEMPTION OF LABEL/BOTTLE APPROVAL</div>
      </td>
    </tr>
    <tr>${cell('TTB ID', values.ttb_id)}</tr>
    <tr>
      <td width="40%">
        <table width="100%" border="1" cellspacing="0" cellpadding="2">
          <tr>${cell('1. REP. ID. NO.<I> (If any)</I>', values.representative_id)}${cell('CT', values.class_type_code)}<td><div class="boldlabel">OR</div><div class="data">${escapeText(values.origin_code)}</div><br><I></td></tr>
        </table>
      </td>
    </tr>
  </table>
  <!-- part one: what the applicant filled in -->
  <table width="100%" border="1" cellspacing="0" cellpadding="2">
    <tr><td colspan="2"><div class="sectionhead">PART I - APPLICATION</div></td></tr>
    <tr>
      <td width="40%">
        <table width="100%" border="1" cellspacing="0" cellpadding="2">
          <tr>
            ${cell("2. PLANT REGISTRY/BASIC PERMIT/BREWER'S NO. <I>(Required)</I>", lines(values.permit_numbers), true)}
            <td width="50%">
              <div class="label">3. SOURCE OF PRODUCT <I>(Required)</I> </div>
              ${boxes('Source of Product', { domestic: 'Domestic', imported: 'Imported' }, values.source_of_product)}
            </td>
          </tr>
        </table>
      </td>
      <td width="60%" rowspan="2">
        <div class="label">
          8. NAME AND ADDRESS OF APPLICANT AS SHOWN ON PLANT
          REGISTRY, BASIC PERMIT OR BREWER'S NOTICE. INCLUDE APPROVED DBA OR TRADENAME
          IF USED ON LABEL <strong><I>(Required)</I></strong>
        </div>
        <br>
        <div class="data">
          ${escapeText(values.applicant_name)}<br>
          ${values.applicant_address_lines.map((line) => `${escapeText(line)}<br>`).join('\n          <br>\n          ')}
          <br>
          ${values.dba_used_on_label === null ? '' : `${escapeText(values.dba_used_on_label)}&nbsp(Used on label)`}
        </div>
      </td>
    </tr>
    <tr>
      <td width="40%">
        <table width="100%" border="1" cellspacing="0" cellpadding="2">
          <tr>
            ${cell('4. SERIAL NUMBER <I>(Required)</I>', values.serial_number)}
            <td width="60%">
              <div class="label">5. TYPE OF PRODUCT <I>(Required)</I> </div>
              ${boxes('Type of Product', { wine: 'WINE', distilled_spirits: 'DISTILLED SPIRITS', malt_beverage: 'MALT BEVERAGE' }, values.product_type)}
              <br>
            </td>
          </tr>
        </table>
      </td>
    </tr>
    <tr>${cell('6. BRAND NAME <I>(Required)</I>', values.brand_name)}${cell('8a. MAILING ADDRESS, IF DIFFERENT', lines(values.mailing_address_lines), true)}</tr>
    <tr>${cell('7. FANCIFUL NAME <I>(If any)</I>', values.fanciful_name)}</tr>
  </table>
  <table width="100%" border="1" cellspacing="0" cellpadding="0">
    ${middleItems(values)}
    <tr>
      <td colspan="4">
        <div class="data">${newest ? '15' : '19'}.  ${WORDING[newest || values.form_edition === '07/2012' ? 'information' : 'wording']}<br>
          <br>
          ${escapeText(values.container_wording)}
        </div>
      </td>
    </tr>
  </table>
  ${certification(values, newest)}
  <hr>
  <p class="data"> AFFIX COMPLETE SET OF LABELS BELOW </p>
  ${values.label_images.map(labelImage).join('\n')}
  <br>
  <hr>
  <div class="data"><strong>TTB F 5100.31</strong>&nbsp;(${values.form_edition}) &nbsp;&nbsp; PREVIOUS EDITIONS ARE OBSOLETE</div>
  <!-- end of the form -->
  <div class="data">${NOTICE}</div>
  <p>&nbsp;</p>
</div>
</form>
</body>
<head>
<meta http-equiv="PRAGMA" content="NO-CACHE">
</head>
</html>
`)
}

/** As long as what stands below a form of the registry, in words of our own. */
const NOTICE = `This is a form of a simulated registry. The record that it shows was made up by a program: no company, person, permit
or product in it is real, and nothing was approved. A form of the registry itself says in this place who may ask for what
stands on it and how long it takes to fill it in. It ends with the number of the form and its edition, of which there are
several in use; the items of one are not those of another, and a program that reads them has to look at their labels.`

const WORDING = {
  wording:
    'SHOW ANY WORDING (a) APPEARING ON MATERIALS FIRMLY AFFIXED TO THE CONTAINER (e.g., caps, celoseals, corks, etc.) OTHER THAN THE LABELS AFFIXED BELOW, OR (b) BLOWN, BRANDED OR EMBOSSED ON THE CONTAINER (e.g., net contents etc.).  ALSO, PROVIDE TRANSLATIONS OF FOREIGN LANGUAGE TEXT APPEARING ON LABELS.',
  information:
    'SHOW ANY INFORMATION THAT IS BLOWN, BRANDED, OR EMBOSSED ON THE CONTAINER (e.g., net contents) ONLY IF IT DOES NOT APPEAR ON THE LABELS AFFIXED BELOW.  ALSO, SHOW TRANSLATIONS OF FOREIGN LANGUAGE TEXT APPEARING ON LABELS.',
}

/** Items 9 to 18: where the editions differ most. */
function middleItems(values: CertificatePage): string {
  const formula = (label: string) => cell(label, `</div>\n<div class="data">${escapeText(values.formula)} `, true)
  const varietals = cell(
    '10. GRAPE VARIETAL(S) <I>(Wine Only)</I>',
    escapeText(values.grape_varietals.join(', ')),
    true,
  )
  if (values.form_edition === '06-2016') {
    return `<tr>${formula('9. FORMULA')}${varietals}${applicationTypes(14, values)}</tr>
    <tr>${cell('11. WINE APPELLATION <I>(If on label)</I>', values.wine_appellation)}</tr>
    <tr>${cell('12. PHONE NUMBER', values.phone)}${cell('13. EMAIL ADDRESS', values.email)}</tr>`
  }
  const first =
    values.form_edition === '6/2006'
      ? `${formula('10. FORMULA/SOP NO. <I>(If any)</I>')}${cell('11. LAB. NO. &amp; DATE / PREIMPORT NO. &amp; DATE <I>(If any)</I>', values.lab_number)}`
      : `${varietals}${formula('11. FORMULA')}`
  return `<tr>${cell('9. EMAIL ADDRESS', values.email)}${first}${applicationTypes(18, values)}</tr>
    <tr>${cell('12. NET CONTENTS', lines(values.net_contents), true)}${cell('13. ALCOHOL CONTENT', values.alcohol_content)}${cell('14. WINE APPELLATION IF ON LABEL', values.wine_appellation)}</tr>
    <tr>${cell('15. WINE VINTAGE DATE IF ON LABEL', values.wine_vintage)}${cell('16. PHONE NUMBER', values.phone)}${cell('17. FAX NUMBER', values.fax)}</tr>`
}

function applicationTypes(number: number, values: CertificatePage): string {
  const ticked = (type: CertificatePage['application_types'][number]) =>
    values.application_types.includes(type) ? 'checked ' : ''
  const option = (
    letter: string,
    type: CertificatePage['application_types'][number],
    alt: string,
    text: string,
  ) => `<tr>
              <td width="20%" valign="top"><p class="data">${letter}.
                <input type="checkbox" disabled="true" value="" ${ticked(type)}alt="${alt}">
              </td>
              <td width="80%" class="smalldata">${text}</td>
            </tr>`
  return `<td width="50%" rowspan="3">
        <div class="label">${number}. TYPE OF APPLICATION <I>(Check applicable box(es))</I></div>
        <div class="data">
          <table border="0" cellspacing="0" cellpadding="2">
            ${option('a', 'label_approval', 'Type of Application', 'CERTIFICATE OF LABEL APPROVAL')}
            ${option('b', 'exemption', 'Certificate of label Approval', `CERTIFICATE OF EXEMPTION FROM LABEL APPROVAL <br>"For sale in ___<strong>${escapeText(values.exemption_state)}</strong>____ only" (Fill in State abbreviation.)`)}
            ${option('c', 'distinctive_bottle', 'Distinctive Liquor Bottle Approval', `DISTINCTIVE LIQUOR BOTTLE APPROVAL. TOTAL BOTTLE CAPACITY BEFORE CLOSURE ____<strong>${escapeText(values.total_bottle_capacity)}</strong>_____ (Fill in amount)`)}
            ${option('d', 'resubmission', 'Previous TTB Id', `RESUBMISSION AFTER REJECTION <br>TTB ID. NO. ___<strong>${escapeText(values.resubmission_of)}</strong>___`)}
          </table>
        </div>
      </td>`
}

function certification(values: CertificatePage, newest: boolean): string {
  const [applied, signed, printed, issued, authorized] = newest ? [16, 17, 18, 19, 20] : [20, 21, 22, 23, 24]
  const signature = values.authorized_signature_present
    ? `<img src="/colasonline/publicViewSignature.do?ttbid=${values.ttb_id}" width="193" height="49" alt="Authorized Signature"/><br>`
    : ''
  return `<!-- parts two and three: what was signed, and by whom -->
  <table width="100%" border="1" cellspacing="0" cellpadding="2">
    <tr><td colspan="3"><div class="sectionhead">PART II - APPLICANT'S CERTIFICATION</div></td></tr>
    <tr><td colspan="3"><div class="data">Under the penalties of perjury, I declare; that all statements appearing on this application are true and correct.</div></td></tr>
    <tr>${cell(`${applied}. DATE OF APPLICATION`, usDate(values.application_date), true)}${cell(`${signed}. SIGNATURE OF APPLICANT OR AUTHORIZED AGENT `, values.applicant_signature)}${cell(`${printed}. PRINT NAME OF APPLICANT OR AUTHORIZED AGENT `, values.applicant_print_name)}</tr>
  </table>
  <table width="100%" border="1" cellspacing="0" cellpadding="2">
    <tr><td colspan="3"><div class="sectionhead">PART III - TTB CERTIFICATE</div></td></tr>
    <tr><td colspan="3"><div class="label">This certificate is issued subject to applicable laws, regulations and conditions as set forth in the instructions portion of this form.</div></td></tr>
    <tr>${cell(`${issued}. DATE ISSUED`, usDate(values.approval_date), true)}${cell(`${authorized}. AUTHORIZED SIGNATURE, ALCOHOL AND TOBACCO TAX AND TRADE BUREAU`, signature, true)}</tr>
  </table>
  <br>
  <table width="100%" border="1" cellspacing="0" cellpadding="2">
    <tr><td colspan="2"><div class="sectionhead">FOR TTB USE ONLY</div></td></tr>
    <tr>
      <td width="82%">
        <div class="boldlabel">QUALIFICATIONS</div>
        <div class="data">${lines(values.qualifications)}<br></div>
        <div class="boldlabel">STATUS</div>
        <div class="data">THE STATUS IS
          ${escapeText(values.status)}.<br><br></div>
        <div class="boldlabel">CLASS/TYPE DESCRIPTION</div>
        <div class="data">
          ${escapeText(values.class_type_description)}<br><br></div>
      </td>
      ${cell('EXPIRATION DATE (If any)', usDate(values.expiration_date), true)}
    </tr>
  </table>`
}

function cell(label: string, content: string | null, isMarkup = false): string {
  return `<td>
        <div class="boldlabel">${label}</div>
        <div class="data">${isMarkup ? (content ?? '') : escapeText(content)}</div>
      </td>`
}

function lines(values: readonly string[]): string {
  return values.map((text) => `\n          ${escapeText(text)}<br>`).join('')
}

function boxes(name: string, options: Readonly<Record<string, string>>, ticked: string | null): string {
  const rows = Object.entries(options).map(
    ([value, text]) => `<tr>
                  <td width="5%" valign="top"><input type="checkbox" disabled="true" value="" ${value === ticked ? 'checked ' : ''}alt="${name}: ${titleCase(text)}"></td>
                  <td width="95%" class="smalldata">${text}</td>
                </tr>`,
  )
  return `<table border="0" cellspacing="0" cellpadding="2">
                ${rows.join('\n                ')}
              </table>`
}

function titleCase(text: string): string {
  return text.toLowerCase().replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
}

function labelImage(image: CertificatePage['label_images'][number]): string {
  const reduced = image.width_pixels === null || image.height_pixels === null
  const width = image.width_pixels === null ? '' : ` width="${image.width_pixels}"`
  const height = image.height_pixels === null ? '' : ` height="${image.height_pixels}"`
  return `<p class="data">Image Type: </p>
  ${escapeText(image.type)}
  <br>
  Actual Dimensions: ${image.width_inches} inches W X ${image.height_inches} inches H<br>
  <br><br>
  ${reduced ? 'Note: The image below has been reduced to fit the page. See actual dimensions above.\n  <br>' : ''}
  <img src="${(image.url ?? '').replaceAll('"', '&quot;')}"${width}${height} alt="Label Image: ${escapeText(image.type)}"/>
  <br>
  <br><br>`
}

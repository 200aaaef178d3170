import { asServed } from './served-layout.ts'

export interface FrameOptions {
  /** Carry the scripts that the site's bot defence adds to ordinary pages. */
  readonly injectedScripts?: boolean
}

/** The scripts of the bot defence: noise that stands in the head of ordinary pages. */
export function injectedScripts(): string {
  return `<script type="text/javascript">
(function(){
window["loaderConfig"] = "/TSPD/?type=19";
})();
</script>
<script type="text/javascript" src="/TSPD/?type=18"></script>
<APM_DO_NOT_TOUCH>
<script type="text/javascript">
(function(){ var simulated = "</td><strong>TTB ID: </strong>99999999999999"; for (var i = 0; i < 3; i++) { simulated += i; } })();
</script>
</APM_DO_NOT_TOUCH>
<script type="text/javascript" src="/TSPD/08simulated?type=17"></script>`
}

/** What stands above the content of every page but that of an error. */
const LOGO = `<img src="images/logo_cola_registry.gif" width="299" height="78" align="left" alt="COLA Registry"><br><a name="skipnav"></a><br>
<br>
<br>
<div class="logotext"> TTB F 5100.31: Application For and Certification/<br>  Exemption of Label/Bottle Approval</div>
<br clear="all">`
const NAVIGATION = [
  ['Search Public COLA Registry', 'publicSearchColasBasic.do'],
  ['COLAs Online FAQs', 'javascript:void(0)'],
  ['Contact Us', 'javascript:void(0)'],
  ['COLAs Online Logon', 'https://ttbonline.gov/ttbonline'],
] as const
const FOOTNOTES = [
  `A simulated page. It looks like the public registry and holds made-up records: no company, person, permit or product
in it is real. Data such as company names, addresses, permit numbers, and other data provided in the registry may change
over time. Label images contained within the registry may appear differently, with respect to type size, characters per
inch and contrasting background, than actual labels on the container. Whoever reads such pages with a program should know
that they are old: elements stand where the language has no place for them, some are opened and never closed, others are
closed twice, and what looks like a table of data is a table for layout as often as not. A third of each page is white
space that templates left. What a field is called differs from page to page, and some fields are shown under two names.`,
  `If you have difficulty accessing any information in the site due to a disability, please contact us via email
(<a href='mailto:webmaster@registry.example'>webmaster@registry.example</a>). The registry itself answers such questions within
some days, and says so here; a simulated one answers none, as nobody reads what is sent to it. It keeps the hours of the
other, with its nights of maintenance, its limits on what one search can list, and its ways of saying that it is tired.`,
]

/** The frame that detail, search and message pages share: masthead, left column, content, footer. */
export function siteFrame(
  title: string,
  content: string,
  { injectedScripts: injected = false, isError = false }: FrameOptions & { readonly isError?: boolean } = {},
): string {
  return asServed(`<html>
<head>
${injected ? injectedScripts() : ''}
<META HTTP-EQUIV="Pragma" CONTENT="no-cache">
<LINK REL="stylesheet" HREF="stylesheets/eform.css" TYPE="text/css">
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<meta http-equiv="X-UA-Compatible" content="IE=edge,chrome=1" />
<script language="javascript" src="javascript/new.js"></script>
<link href="/colasonline/stylesheets/jquery-ui.css" rel="stylesheet">
<script src="/colasonline/javascript/sessiontimeout.js"></script>
${isError ? '' : '<base href="https://ttbonline.gov/colasonline/"/>'}
<title>${title}</title>
</head>
<body bgcolor="#ffffff" leftmargin="0" topmargin="0" marginwidth="0" marginheight="0" link="#0000cc" vlink="#0000cc" alink="#6666ff">
<div class="maintemplate" align="left">
<table width="100%" cellpadding="0" cellspacing="0" border="0" summary="This table is for layout only">
  <tr><td width="40" bgcolor="#ffffff">&nbsp;</td><td width="728" bgcolor="#ffffff"><img src="images/ttbmasthead.gif" width="728" height="87" border="0" alt="TTB Website Masterheader"></td><td bgcolor="#224862">&nbsp;</td></tr>
  <tr><td colspan="3" width="710" height="20" valign="top" bgcolor="#993333">&nbsp;</td></tr>
</table>
<table width="728" cellpadding="0" cellspacing="0" summary="This table is for layout only">
 <td width="710" valign="top" bgcolor="#ffffff">
<!--begin body table-->
<table width="665" border="0" cellspacing="0" cellpadding="0">
  <tr>
    <td width="55" valign="top" bgcolor="#003066" background="images/archbot.gif"><IMG alt="" height="480" src="images/arch.gif" width="55" border="0"></td>
    <!--begin main column-->
    <td width="610" align="left" valign="top">
      <table width="100%">
        <tr>
          <td>
<br>
<div class="eform-nav">
  <table width="100%" border="0" cellspacing="0" cellpadding="0">
${NAVIGATION.map(
  ([text, href]) => `    <tr>
      <td valign="top"><img src="images/arrowrt.gif" border="0" alt="arrow" width="10" height="10">&nbsp;</td>
      <td valign="top"><a href="${href}">${text}</a><br><br></td>
    </tr>`,
).join('\n')}
    <!-- A link that is not shown any more:
    <tr>
      <td valign="top"><img src="images/arrowrt.gif" border="0" alt="arrow" width="10" height="10">&nbsp;</td>
      <td valign="top"><a href="javascript:void(0)" onclick="win1 = popup('help/simulated-manual.html','helpWin1');win1.focus();">A manual that was withdrawn</a><br><br></td>
    </tr>
    <tr>
      <td valign="top"><img src="images/arrowrt.gif" border="0" alt="arrow" width="10" height="10">&nbsp;</td>
      <td valign="top"><a href="javascript:void(0)" onclick="win1 = popup('help/simulated-guide.html','helpWin1');win1.focus();">A guide that was withdrawn</a><br><br></td>
    </tr>
    -->
  </table>
</div>
${isError ? '<br clear="all">' : LOGO}
${content}
          </td>
        </tr>
      </table>
    </td>
    <!--begin right spacer column-->
    <td width="11">&nbsp;</td>
    <!--end right spacer column-->
  </tr>
</table>
<!--end body table-->
</table>
<table width="100%" cellpadding="0" cellspacing="0" bgcolor="cccccc" border="0">
  <tr>
    <td width="55" valign="top" bgcolor="#cccccc" background="images/archfooter.gif"><img src="images/archfooter.gif" width="55" height="5" border="0" alt=""></td>
    <td width="*" align="center" valign="top">
      <table width="100%">
        <tr>
          <td colspan="2" valign="top">
            <hr>
            <font face="Verdana, Arial, Helvetica, sans-serif" size="1">${FOOTNOTES[0]}</font>
            <br>
            <hr>
            <center>
            <font face="Verdana, Arial, Helvetica, sans-serif" size="1">${FOOTNOTES[1]}
            </font>
            </center>
          </td>
        </tr>
      </table>
    </td>
  </tr>
</table>
</body>
<head>
<meta http-equiv="PRAGMA" content="NO-CACHE">
</head>
</html>
`)
}

/** The row of buttons below the content of a page. */
export function actionBox(button: string): string {
  return `<div class="actionbox">
  <div style="float:right">
    ${button}
  </div>
  <table><tr><td height='20'>&nbsp;</td></tr></table>
</div>`
}

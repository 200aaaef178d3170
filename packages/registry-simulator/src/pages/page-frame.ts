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

/** The frame that detail, search and message pages share: masthead, left column, content, footer. */
export function siteFrame(
  title: string,
  content: string,
  { injectedScripts: injected = false }: FrameOptions = {},
): string {
  return `<html>
<head>
${injected ? injectedScripts() : ''}
<META HTTP-EQUIV="Pragma" CONTENT="no-cache">
<LINK REL="stylesheet" HREF="stylesheets/eform.css" TYPE="text/css">
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<script language="javascript" src="javascript/new.js"></script>
<base href="https://ttbonline.gov/colasonline/"/>
<title>${title}</title>
</head>
<body bgcolor="#ffffff" leftmargin="0" topmargin="0">
<div class="maintemplate" align="left">
<table width="100%" cellpadding="0" cellspacing="0" border="0" summary="This table is for layout only">
  <tr><td width="40">&nbsp;</td><td width="728"><img src="images/ttbmasthead.gif" alt="TTB Website Masterheader"></td><td>&nbsp;</td></tr>
</table>
<table width="728" cellpadding="0" cellspacing="0" summary="This table is for layout only">
 <td width="710" valign="top">
<table width="665" border="0" cellspacing="0" cellpadding="0">
  <tr>
    <td width="55" valign="top"><IMG alt="" height="480" width="55" src="images/arch.gif"></td>
    <td width="610" align="left" valign="top">
      <table width="100%">
        <tr>
          <td>
<div class="eform-nav">
  <table width="100%" border="0">
    <tr><td valign="top"><a href="publicSearchColasBasic.do">Search Public COLA Registry</a><br><br></td></tr>
  </table>
</div>
<div class="logotext"> TTB F 5100.31: Application For and Certification/<br>  Exemption of Label/Bottle Approval</div>
<br clear="all">
${content}
          </td>
        </tr>
      </table>
    </td>
    <td width="11">&nbsp;</td>
  </tr>
</table>
</table>
<table width="100%" cellpadding="0" cellspacing="0" border="0">
  <tr><td colspan="2" valign="top"><hr><font size="1">A simulated page. It looks like the public registry and holds made-up records.</font></td></tr>
</table>
</body>
<head>
<meta http-equiv="PRAGMA" content="NO-CACHE">
</head>
</html>
`
}

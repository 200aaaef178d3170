/** The page of the bot defence for a refused request; it comes with HTTP status 200. */
export function renderBlockPage(supportId: string): string {
  return `<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: ${supportId}<br><br><a href='javascript:history.back();'>[Go Back]</a></body></html>`
}

/** The page of the bot defence that asks for a person; it comes with HTTP status 200. */
export function renderCaptchaPage(supportId: string): string {
  return `<html>
<head>
<META HTTP-EQUIV="Pragma" CONTENT="no-cache">
<script type="text/javascript">
(function(){ window["bobcmn"] = "10111111111103"; window["UiwV"] = !!window["UiwV"]; })();
</script>
<script type="text/javascript" src="/TSPD/${supportId}?type=12"></script>
<noscript>Please enable JavaScript to view the page content.<br/>Your support ID is: ${supportId}.</noscript>
</head>
<body>
<form method="post" action="/colasonline/">
<p>This question is for testing whether you are a human visitor and to prevent automated spam submission.</p>
<img src="/TSPD/${supportId}?type=14" alt="Red dot">
<label for="ans">What code is in the image?</label> <input type="text" id="ans" name="answer"> <button id="jar">submit</button>
<p>Your support ID is: ${supportId}.</p>
</form>
</body>
</html>
`
}

/** What stands in front of the site while it is maintained. */
export function renderMaintenancePage(): string {
  return `<html>
<head><title>TTB Online - System Unavailable</title></head>
<body>
<p>TTB Online is currently unavailable due to scheduled maintenance. We apologize for the inconvenience. Please try again later.</p>
</body>
</html>
`
}

/** What a server in front of the site says when the one behind it fails. */
export function renderServerError(status: number): string {
  const title = { 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable' }[status] ?? 'Error'
  return `<html><head><title>${status} ${title}</title></head><body><h1>${title}</h1><p>The server is temporarily unable to service your request.</p></body></html>\n`
}

/** What any path gives that is none of the registry's; it comes with HTTP status 200. */
export function renderShell(): string {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>TTB Online</title><script src="/static/app.js" defer></script></head>
<body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body>
</html>
`
}

/** The answer to a label image that the session does not hold; it comes with HTTP status 200. */
export function renderAttachmentError(): string {
  return `<html>
<head><title>Error</title></head>
<body><p>Unable to render attachment</p></body>
</html>
`
}

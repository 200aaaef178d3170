import { type FrameOptions, siteFrame } from './page-frame.ts'

/** A message as the site shows it above the content of a page. */
export function errorBox(message: string): string {
  return `<div class="errorbox"><h2 class="error">Information / Error Messages: </h2><div class="errortext"><ul class="errorList"><li>${message}</li></ul></div></div>`
}

/** The page for a TTB ID that the registry does not show; it comes with HTTP status 200. */
export function renderUnknownId(options: FrameOptions = {}): string {
  const message =
    'Unable to process request.  If you continue having problems using the system, contact customer support.'
  return siteFrame(
    'TTB Online - COLAs Online - Error Message',
    `<h1>Error</h1>
<a name="content"></a>
<p>An error has occurred in the system.</p>
${errorBox(message)}<br>`,
    { ...options, isError: true },
  )
}

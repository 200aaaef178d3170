import type { Attempt, ImageAnswer, LabelImages } from './attempt.ts'
import { type Asked, answerOf, type Call, type Exchange } from './exchange.ts'
import type { RegistryRequests } from './registry-requests.ts'
import { inSession, type Session, type SessionKeeper } from './session.ts'

type Form = Asked<{ as: 'certificate' }>
type Image = Asked<{ as: 'image' }>

export interface LabelImagesOptions {
  readonly exchange: Exchange
  readonly requests: RegistryRequests
  readonly sessions: SessionKeeper
}

/**
 * Loads the form of a record and then its images, in one session that does nothing else meanwhile: the registry takes an
 * image from the form that the session looked at last, so that another form between them gives another record's image.
 */
export async function readLabelImages(
  { exchange, requests, sessions }: LabelImagesOptions,
  call: Call,
  ttbId: string,
  filenames: readonly string[],
): Promise<LabelImages> {
  const page = requests.page('certificate', ttbId)
  /** The session that holds the form. */
  let holder: Session | null = null
  const load = async (session: Session, along: Call): Promise<Form> => {
    holder = null
    const form = await exchange.ask(along, page, { as: 'certificate', ttbId }, session.jar)
    if (form.attempt.outcome === 'found') holder = session
    return form
  }
  const rest: Call = { ...call, isRest: true }
  const loadImage = async (session: Session, filename: string): Promise<Image> => {
    if (holder !== session) {
      const form = await load(session, rest)
      if (form.attempt.outcome !== 'found') return { ...form, reading: null }
    }
    return exchange.ask(rest, requests.labelImage(filename, page), { as: 'image' }, session.jar)
  }

  const form = await inSession(sessions, (session) => load(session, call))
  const formAnswer = { ...answerOf(form, call.attempts), extracted: form.reading }
  if (form.attempt.outcome !== 'found') return { form: formAnswer, images: [] }
  const images: ImageAnswer[] = []
  for (const filename of filenames) {
    const before = call.attempts.length
    const image = await inSession(sessions, (session) => loadImage(session, filename))
    images.push(imageAnswerOf(image, call.attempts.slice(before), filename))
  }
  return { form: formAnswer, images }
}

export function imageAnswerOf(image: Image, attempts: readonly Attempt[], filename: string | null): ImageAnswer {
  return { ...answerOf(image, attempts), filename, mediaType: image.reading?.image?.mediaType ?? null }
}

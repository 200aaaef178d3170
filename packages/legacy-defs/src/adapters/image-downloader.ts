import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type ImageAnswer, openRegistry, type RegistryClient } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { effectiveConfig } from '../effective-config.ts'

export interface OldDownload {
  readonly success: boolean
  readonly ttb_id: string
  readonly image_url: string
  readonly image_type: string
  /** The bytes; null unless they are an image by their first bytes, and whole. */
  readonly content: Uint8Array | null
  readonly content_type: string | null
  readonly size_bytes: number
  readonly sha256: string | null
  /** What came instead of an image. */
  readonly error: string | null
}

/** An image as a parsed form lists it, or its address. */
export type OldImage =
  | string
  | { readonly original_url: string | null; readonly type?: string | null; readonly source_filename?: string | null }

/**
 * Fetches label images at the configured pace, each in the session of its form. The real registry is asked only with a
 * contact configured (TTB_CONTACT); calls throw as the registry client does, `RegistryBlocked` while nothing may be sent.
 */
export class TTBImageDownloader {
  readonly #baseUrl: string

  constructor(base_url = 'https://ttbonline.gov') {
    this.#baseUrl = base_url
  }

  async download_image(image_url: string, ttb_id: string, image_type = 'unknown'): Promise<OldDownload> {
    const [download] = await this.#download([{ original_url: image_url, type: image_type }], ttb_id)
    return download as OldDownload
  }

  async download_certificate_images(
    image_list: readonly OldImage[],
    ttb_id: string,
  ): Promise<{
    ttb_id: string
    total_images: number
    successful_downloads: number
    failed_downloads: number
    images: OldDownload[]
  }> {
    const images = await this.#download(image_list, ttb_id)
    const successful_downloads = images.filter(({ success }) => success).length
    return {
      ttb_id,
      total_images: images.length,
      successful_downloads,
      failed_downloads: images.length - successful_downloads,
      images,
    }
  }

  /** False when the download holds no image; what goes wrong with the file is thrown. */
  async save_image_to_file(download_result: OldDownload, output_path: string): Promise<boolean> {
    if (!download_result.content) return false
    await mkdir(dirname(output_path), { recursive: true })
    await writeFile(output_path, download_result.content)
    return true
  }

  /**
   * What the registry answers for the scan of a paper application. Throws `invalid_argument` for the address of a label
   * image: it is served only within the session of its form, so that by itself there is nothing to test.
   */
  async test_image_access(image_url: string): Promise<{
    image_url: string
    accessible: boolean
    outcome: string
    status_code: number | null
    content_type: string | null
  }> {
    const ttb_id = addressOf(image_url).scanOf
    if (ttb_id === null)
      throw new TtbError(
        `${image_url}: served only in the session of its form; use download_image(image_url, ttb_id)`,
        {
          code: 'invalid_argument',
        },
      )
    const answer = await this.#ask((client) => client.scan(ttb_id))
    return {
      image_url,
      accessible: answer.outcome === 'found',
      outcome: answer.outcome,
      status_code: answer.httpStatus,
      content_type: answer.mediaType,
    }
  }

  async #download(images: readonly OldImage[], ttb_id: string): Promise<OldDownload[]> {
    const wanted = images.map((image) => {
      const listed = typeof image === 'string' ? { original_url: image } : image
      const url = listed.original_url ?? ''
      const { filename, scanOf } = addressOf(url)
      return { url, type: listed.type ?? 'unknown', filename: listed.source_filename ?? filename, scanOf }
    })
    const unknown = wanted.find(({ filename, scanOf }) => filename === null && scanOf !== ttb_id)
    if (unknown)
      throw new TtbError(`not an image of ${ttb_id}: ${JSON.stringify(unknown.url)}`, { code: 'invalid_argument' })
    if (wanted.length === 0) return []
    return this.#ask(async (client) => {
      const names = wanted.flatMap(({ filename }) => (filename === null ? [] : [filename]))
      const shown = names.length === 0 ? null : await client.labelImages(ttb_id, names)
      let next = 0
      const downloads: OldDownload[] = []
      for (const { url, type, filename } of wanted) {
        const answer = filename === null ? await client.scan(ttb_id) : (shown?.images[next++] ?? null)
        downloads.push(downloadOf(answer, shown?.form.outcome ?? 'unexpected', { ttb_id, url, type }))
      }
      return downloads
    })
  }

  async #ask<T>(work: (client: RegistryClient) => Promise<T>): Promise<T> {
    const registry = openRegistry(effectiveConfig({ registryUrl: this.#baseUrl }), { live: true })
    try {
      return await work(registry.client)
    } finally {
      await registry.close()
    }
  }
}

/** Fetches the images of a form, as `TTBImageDownloader` does. */
export function download_ttb_images(
  image_list: readonly OldImage[],
  ttb_id: string,
): ReturnType<TTBImageDownloader['download_certificate_images']> {
  return new TTBImageDownloader().download_certificate_images(image_list, ttb_id)
}

function downloadOf(
  answer: ImageAnswer | null,
  formOutcome: string,
  { ttb_id, url, type }: { readonly ttb_id: string; readonly url: string; readonly type: string },
): OldDownload {
  const success = answer?.outcome === 'found'
  return {
    success,
    ttb_id,
    image_url: url,
    image_type: type,
    content: success ? answer.body : null,
    content_type: success ? answer.mediaType : null,
    size_bytes: success ? answer.body.length : 0,
    sha256: success ? answer.contentSha256 : null,
    error: success ? null : answer ? (answer.error ?? answer.outcome) : `the form is ${formOutcome}`,
  }
}

/** What the address of an image names, as pages link it: a file of a form, by its raw name, or the scan of a TTB ID. */
function addressOf(url: string): { readonly filename: string | null; readonly scanOf: string | null } {
  const filename = /[?&]filename=(.+?)(?:&filetype=[^&]*)?$/.exec(url)?.[1] ?? null
  return {
    filename,
    scanOf: filename === null ? (/publicViewImage\.do\?(?:.*&)?id=(\d+)/.exec(url)?.[1] ?? null) : null,
  }
}

/**
 * Each item with what `work` makes of it, in order, while a few more are worked on already: stores are slow to answer and
 * pages are small. New work is begun in bursts, when half of what was begun is done: a processor is faster at one thing
 * many times than at many in turn. The first failure ends it, once it is reached.
 *
 * @param count how many are worked on at once, at most
 */
export async function* ahead<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  count: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = []
  try {
    for await (const item of items) {
      const result = work(item)
      result.catch(() => undefined) // it fails where it is awaited; until then it must not count as unhandled
      running.push(result)
      if (running.length < count) continue
      while (running.length > count / 2) yield await (running.shift() as Promise<R>)
    }
    while (running.length > 0) yield await (running.shift() as Promise<R>)
  } finally {
    await Promise.allSettled(running)
  }
}

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TtbError } from '@ttb/utils'

/** Opens a server to this machine only and gives its address. Throws `conflict` when the port is taken. */
export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new TtbError(`cannot listen on port ${port}: ${cause.message}`, { code: 'conflict', cause })),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Closes a server and every connection to it. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

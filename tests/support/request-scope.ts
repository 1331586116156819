import 'next/dist/server/node-environment-baseline'
import { type WorkStore, workAsyncStorage } from 'next/dist/server/app-render/work-async-storage.external'
import { type RequestStore, workUnitAsyncStorage } from 'next/dist/server/app-render/work-unit-async-storage.external'
import { HeadersAdapter } from 'next/dist/server/web/spec-extension/adapters/headers'
import { RequestCookies } from 'next/dist/server/web/spec-extension/cookies'

/** Runs `work` as Next runs pages and routes: `headers()` and `cookies()` answer from the given headers. */
export function inRequest<T>(headers: Headers, work: () => T): T {
  const workStore: Partial<WorkStore> = { route: '/tested', forceStatic: false, dynamicShouldError: false }
  const requestStore: Partial<RequestStore> = {
    type: 'request',
    phase: 'render',
    headers: HeadersAdapter.from(headers),
    cookies: new RequestCookies(headers) as unknown as RequestStore['cookies'],
  }
  return workAsyncStorage.run(workStore as WorkStore, () =>
    workUnitAsyncStorage.run(requestStore as RequestStore, work),
  )
}

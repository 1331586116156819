import { isEntrance } from '@/lib/access/entrance-path'
import { signInAddress } from '@/lib/access/return-path'
import { ApiError } from '@/lib/http/api'

/** Leaves for the sign-in page, and back here after it, where the server no longer knows this browser. */
export function goToSignIn(error: Error) {
  if (!(error instanceof ApiError && error.status === 401) || isEntrance(location.pathname)) return
  location.assign(signInAddress(location.pathname, Object.fromEntries(new URLSearchParams(location.search))))
}

import { signInAddress } from '@/lib/access/return-path'
import { signInPath } from '@/lib/access/sign-in-path'
import { ApiError } from '@/lib/http/api'

/** Leaves for the sign-in page, and back here after it, where the server no longer knows this browser. */
export function goToSignIn(error: Error) {
  if (!(error instanceof ApiError && error.status === 401) || location.pathname === signInPath) return
  location.assign(signInAddress(location.pathname, Object.fromEntries(new URLSearchParams(location.search))))
}

import { signInPath } from './sign-in-path'

export const setupPath = '/setup'

/** Whether a page is one that lets people in, and so is shown to those who are not: nothing of the product stands around it. */
export const isEntrance = (pathname: string): boolean =>
  pathname === signInPath || pathname === setupPath || /^\/invite\/[^/]+\/?$/.test(pathname)

/** Whether anybody may read a page, signed in or not. */
export const isPublicPage = (pathname: string): boolean => /^\/problems(\/|$)/.test(pathname)

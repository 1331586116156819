/** Whether keyboards here have ⌘ where others have Ctrl; false while the server draws. */
export const isMac = () => typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)

// Warns five minutes before a session ends and lets one key extend it; the page and its words stay as they are.
// Only somebody who types or answers extends it: a page in a background tab never does.
const WARN_AT = 5 * 60
const TYPING_EXTENDS_EVERY = 60 * 1000
const LOOK_EVERY = 15 * 1000

class TimeOut {
  constructor (dialog) {
    this.dialog = dialog
    this.asked = 0
    this.answered = 0
    this.lastsFor(Number(dialog.dataset.left))
    this.extendedAt = Date.now()
    this.part('stay').addEventListener('click', () => this.extend())
    document.addEventListener('input', () => this.typed())
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.ask())
    window.setInterval(() => this.look(), LOOK_EVERY)
  }

  part (name) {
    return this.dialog.querySelector(`[data-time-out-${name}]`)
  }

  lastsFor (seconds) {
    this.dialog.dataset.endsAt = Date.now() + seconds * 1000
  }

  left () {
    return Math.round((Number(this.dialog.dataset.endsAt) - Date.now()) / 1000)
  }

  // Another tab may have extended the session: ask before saying anything.
  async look () {
    if (this.left() <= WARN_AT) await this.ask()
  }

  async typed () {
    const isDue = Date.now() - this.extendedAt > TYPING_EXTENDS_EVERY
    if (isDue && document.visibilityState === 'visible' && !this.dialog.open) await this.extend()
  }

  async ask () {
    await this.send('GET')
  }

  async extend () {
    this.extendedAt = Date.now()
    await this.send('POST')
  }

  async send (method) {
    const number = ++this.asked
    const token = document.querySelector('[name="csrfmiddlewaretoken"]')
    const headers = { Accept: 'application/json', 'X-CSRFToken': token ? token.value : '' }
    try {
      const answer = await fetch(this.dialog.dataset.timeLeftHref, { method, headers })
      this.hear(number, answer.ok ? await answer.json() : { left: 0 })
    } catch {
      // no network: say nothing, look again soon
    }
  }

  // An answer that was overtaken by the answer to a later question says nothing any more.
  hear (number, state) {
    if (number < this.answered) return
    this.answered = number
    this.show(state)
  }

  show (state) {
    const isSame = state.who === this.dialog.dataset.who
    this.lastsFor(isSame ? state.left : 0)
    if (isSame) this.renew(state.token)
    if (this.left() > WARN_AT) {
      if (this.dialog.open) this.dialog.close()
      return
    }
    this.say(isSame && state.left > 0)
    if (!this.dialog.open) this.dialog.showModal()
  }

  say (isSignedIn) {
    const minutes = Math.max(1, Math.ceil(this.left() / 60))
    const words = isSignedIn
      ? `In ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} you will be signed out, as nothing was typed or opened. What you wrote stays on this page.`
      : 'What you wrote is still on this page. Sign in again in a new tab, come back here and go on.'
    this.set('title', isSignedIn ? 'You will be signed out soon' : 'You have been signed out')
    this.set('words', words)
    this.part('stay').hidden = !isSignedIn
    this.part('sign-in').hidden = isSignedIn
  }

  set (name, words) {
    const part = this.part(name)
    if (part.textContent !== words) part.textContent = words
  }

  // After signing in again in another tab the forms of this page need its token.
  renew (token) {
    document.querySelectorAll('[name="csrfmiddlewaretoken"]').forEach((input) => { input.value = token })
  }
}

document.querySelectorAll('[data-module="app-time-out"]').forEach((dialog) => new TimeOut(dialog))

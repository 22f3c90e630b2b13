// Sends what was typed, and says in one word how it went: saved, out (signed out), gone, or no connection.
const PATIENCE = 15 * 1000
const LARGEST_FAREWELL = 60 * 1000 // browsers send no more than this from a page that is being left

function tokenOf () {
  return document.querySelector('[name="csrfmiddlewaretoken"]')
}

// After signing in again in another tab the forms of this page need its token; another account's never fits.
async function renewToken () {
  const dialog = document.querySelector('[data-module="app-time-out"]')
  if (!dialog) return false
  const answer = await fetch(dialog.dataset.timeLeftHref, { headers: { Accept: 'application/json' } })
  const state = await answer.json()
  if (state.who !== dialog.dataset.who || state.left <= 0) return false
  document.querySelectorAll('[name="csrfmiddlewaretoken"]').forEach((input) => { input.value = state.token })
  return true
}

async function post (href, body, isFarewell) {
  body.set('csrfmiddlewaretoken', tokenOf().value)
  const size = Array.from(body.values()).reduce((sum, value) => sum + value.length * 3, 0)
  return fetch(href, {
    method: 'POST',
    body: new URLSearchParams(body),
    headers: { Accept: 'application/json' },
    redirect: 'manual',
    keepalive: isFarewell && size < LARGEST_FAREWELL,
    signal: isFarewell ? undefined : AbortSignal.timeout(PATIENCE)
  })
}

function isOut (answer) {
  return answer.type === 'opaqueredirect' || answer.status === 403
}

export async function send (href, body, { isFarewell = false } = {}) {
  try {
    let answer = await post(href, body, isFarewell)
    if (isOut(answer) && !(await renewToken())) return { how: 'out' }
    if (isOut(answer)) answer = await post(href, body, isFarewell)
    if (answer.ok) return { how: 'answered', said: await answer.json() }
    if (isOut(answer) || answer.status === 404) return { how: 'gone' }
    return { how: 'paused' }
  } catch {
    return { how: 'offline' }
  }
}

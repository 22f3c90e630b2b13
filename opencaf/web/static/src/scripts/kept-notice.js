// Says on every page that words wait on this device, where to, and once more before signing out deletes them.
import { whatIsKept } from './kept-words.js'

function offerPage (notice, kept) {
  const own = kept.find((one) => one.keeper === notice.dataset.keeper)
  if (!own) return
  const link = notice.querySelector('[data-kept-page]')
  link.href = own.page
  link.hidden = false
}

export async function startKeptNotice (notice) {
  const isTheirPage = document.querySelector('[data-module="app-autosave"]')
  const kept = await whatIsKept()
  offerPage(notice, kept)
  notice.hidden = isTheirPage || !kept.some((one) => one.keeper === notice.dataset.keeper)

  document.querySelector('.app-header__form')?.addEventListener('submit', async (event) => {
    if (event.target.dataset.keptWarned) return
    event.preventDefault()
    const left = await whatIsKept()
    event.target.dataset.keptWarned = 'yes'
    if (!left.length) return event.target.requestSubmit()
    notice.querySelector('[data-kept-last]').hidden = false
    notice.hidden = false
    notice.focus()
  })
}

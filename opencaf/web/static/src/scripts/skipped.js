// Takes the mark of the skip link out of the address again. A form that is sent from there would carry it along,
// and the browser would go to the main part of the next page instead of to the summary of what is wrong.
const MAIN = '#main-content'

export function forgetSkip() {
  window.addEventListener('hashchange', () => {
    if (window.location.hash !== MAIN) return
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
  })
}

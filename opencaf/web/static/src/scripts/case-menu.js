// On a phone the case menu folds away behind a button that names the page one is on.
export function startCaseMenu (menu) {
  const button = menu.querySelector('.app-case-menu__toggle')
  const list = menu.querySelector('.app-case-menu__list')
  const narrow = window.matchMedia('(max-width: 47.99em)')

  function show (open) {
    button.setAttribute('aria-expanded', String(open))
    list.hidden = !open
  }

  function fit () {
    button.hidden = !narrow.matches
    show(!narrow.matches)
  }

  button.addEventListener('click', () => show(list.hidden))
  narrow.addEventListener('change', fit)
  fit()
}

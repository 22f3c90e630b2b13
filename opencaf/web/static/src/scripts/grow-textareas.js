// Boxes grow with the words, where the browser's styles cannot do it themselves.
export function growTextareas (root) {
  if (CSS.supports('field-sizing', 'content')) return

  root.querySelectorAll('textarea').forEach((box) => {
    const leastRows = box.rows
    const fit = () => {
      box.rows = leastRows
      while (box.scrollHeight > box.clientHeight && box.rows < 60) box.rows += 1
    }
    box.addEventListener('input', fit)
    fit()
  })
}

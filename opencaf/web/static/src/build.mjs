// Builds styles and copies scripts and pictures into ../built: `npm run build`.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const built = join(here, '..', 'built')
const modules = join(here, '..', '..', '..', '..', 'node_modules')
const govuk = join(modules, 'govuk-frontend')

await rm(built, { recursive: true, force: true })
await mkdir(built, { recursive: true })

const { css } = compile(join(here, 'styles', 'app.scss'), { loadPaths: [modules], style: 'compressed' })
await writeFile(join(built, 'app.css'), css)

// its source map is not shipped, so the line that names it must go
const script = await readFile(join(govuk, 'dist', 'govuk', 'govuk-frontend.min.js'), 'utf8')
await writeFile(join(built, 'govuk-frontend.min.js'), script.replace(/\/\/# sourceMappingURL=.*\s*$/, '\n'))

await cp(join(here, 'scripts'), built, { recursive: true })
await cp(join(here, 'assets'), join(built, 'assets'), { recursive: true })

// copies on paper are typeset with these
const fonts = join(here, '..', '..', 'shared', 'paper', 'fonts')
const families = {
  'noto-sans': ['400Regular/NotoSans_400Regular.ttf', '700Bold/NotoSans_700Bold.ttf'],
  'noto-sans-arabic': ['400Regular/NotoSansArabic_400Regular.ttf', '700Bold/NotoSansArabic_700Bold.ttf'],
  'noto-emoji': ['400Regular/NotoEmoji_400Regular.ttf', '700Bold/NotoEmoji_700Bold.ttf'],
}
await mkdir(fonts, { recursive: true })
for (const [family, files] of Object.entries(families)) {
  for (const file of files) {
    await cp(join(modules, '@expo-google-fonts', family, file), join(fonts, file.split('/')[1]))
  }
}

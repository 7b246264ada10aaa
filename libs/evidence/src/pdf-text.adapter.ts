import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The text of one page, from 1. */
export interface PageText {
  readonly page: number;
  readonly text: string;
}

/** What reading a PDF gave: its pages, or why there are none. */
export type PdfText = { readonly problem: 'encrypted' | 'broken' } | { readonly problem: null; readonly pages: readonly PageText[] };

/** Reads the text of the first `mostPages` pages; no script of the document is run, no font is loaded, nothing is fetched. */
export async function readPdf(bytes: Uint8Array, mostPages = 500): Promise<PdfText> {
  const task = getDocument({
    data: bytes,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    const pages: PageText[] = [];
    for (let page = 1; page <= Math.min(document.numPages, mostPages); page++) {
      const content = await (await document.getPage(page)).getTextContent();
      pages.push({ page, text: content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('') });
    }
    return { problem: null, pages };
  } catch (error) {
    return { problem: error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'broken' };
  } finally {
    await task.destroy();
  }
}

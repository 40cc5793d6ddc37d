import './pdf.css';
import { ActionIcon, Loader, NumberInput } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { formatBytes } from '../format.ts';
import { Notice } from '../notice.tsx';

interface Opened {
  address: string;
  document: PDFDocumentProxy | null;
  problem: string | null;
}

async function bytesOf(address: string, largest: number, signal: AbortSignal) {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error((await answer.text()) || `The file could not be read (${answer.status}).`);
  const size = Number(answer.headers.get('content-length') ?? 0);
  if (size > largest)
    throw new Error(`Too large to show here (${formatBytes(size)}). Export a copy to read it.`);
  return new Uint8Array(await answer.arrayBuffer());
}

function useDocument(address: string): Opened | null {
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    let close: (() => void) | null = null;
    const open = async () => {
      const { openPdf, largestPdf } = await import('./pdf-library.ts');
      const bytes = await bytesOf(address, largestPdf, abort.signal);
      const task = openPdf(bytes);
      close = () => void task.destroy();
      const document = await task.promise;
      if (!abort.signal.aborted) setOpened({ address, document, problem: null });
    };
    open().catch((error: Error) => {
      if (abort.signal.aborted) return;
      const problem =
        error.name === 'PasswordException'
          ? 'This PDF asks for a password. Export a copy to open it with a program that has it.'
          : error.message;
      setOpened({ address, document: null, problem });
    });
    return () => {
      abort.abort();
      close?.();
    };
  }, [address]);
  return opened?.address === address ? opened : null;
}

/** A PDF page by page, as pictures. Nothing in it is run or followed. */
export function PdfView(props: { address: string; label: string }) {
  const opened = useDocument(props.address);
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  if (opened?.problem) {
    return (
      <Notice tone="warn" title="This PDF cannot be shown">
        {opened.problem}
      </Notice>
    );
  }
  const pages = opened?.document?.numPages ?? 0;
  const at = Math.min(page, Math.max(1, pages));
  const turn = (by: number) => setPage(Math.max(1, Math.min(pages, at + by)));
  return (
    <section
      className="pdf"
      aria-label={props.label}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLInputElement) return;
        if (event.key === 'PageDown' || event.key === 'ArrowRight') turn(1);
        else if (event.key === 'PageUp' || event.key === 'ArrowLeft') turn(-1);
        else return;
        event.preventDefault();
      }}
    >
      <div className="pdf-tools">
        <ActionIcon size={24} aria-label="Previous page" disabled={at <= 1} onClick={() => turn(-1)}>
          <IconChevronLeft size={15} />
        </ActionIcon>
        <NumberInput
          size="xs"
          w={56}
          hideControls
          aria-label="Page"
          min={1}
          max={Math.max(1, pages)}
          value={at}
          onChange={(value) => typeof value === 'number' && setPage(value)}
        />
        <span className="dim">of {pages || '…'}</span>
        <ActionIcon size={24} aria-label="Next page" disabled={at >= pages} onClick={() => turn(1)}>
          <IconChevronRight size={15} />
        </ActionIcon>
        <span className="spread" />
        <ActionIcon
          size={24}
          aria-label="Smaller"
          onClick={() => setZoom((old) => Math.max(0.4, old / 1.25))}
        >
          <IconZoomOut size={15} />
        </ActionIcon>
        <span className="dim">{Math.round(zoom * 100)}%</span>
        <ActionIcon size={24} aria-label="Larger" onClick={() => setZoom((old) => Math.min(4, old * 1.25))}>
          <IconZoomIn size={15} />
        </ActionIcon>
      </div>
      {opened?.document ? (
        <Page
          document={opened.document}
          number={at}
          zoom={zoom}
          label={`${props.label}, page ${at} of ${pages}`}
        />
      ) : (
        <div className="empty" aria-busy>
          <Loader aria-label="Opening the PDF" />
        </div>
      )}
    </section>
  );
}

function Page(props: { document: PDFDocumentProxy; number: number; zoom: number; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ref: box, width } = useElementSize();
  const [problem, setProblem] = useState<string | null>(null);
  const wide = Math.floor(width / 16) * 16;
  useEffect(() => {
    const element = canvas.current;
    if (!element || wide === 0) return;
    let task: RenderTask | null = null;
    let stopped = false;
    const draw = async () => {
      const page = await props.document.getPage(props.number);
      if (stopped) return;
      const natural = page.getViewport({ scale: 1 });
      const shown = (Math.min(wide, 1000) / natural.width) * props.zoom;
      const viewport = page.getViewport({ scale: shown * (window.devicePixelRatio || 1) });
      element.width = Math.floor(viewport.width);
      element.height = Math.floor(viewport.height);
      element.style.width = `${Math.floor(natural.width * shown)}px`;
      task = page.render({ canvas: element, viewport, annotationMode: 1 });
      await task.promise;
      setProblem(null);
    };
    draw().catch((error: Error) => {
      if (!stopped && error.name !== 'RenderingCancelledException') setProblem(error.message);
    });
    return () => {
      stopped = true;
      task?.cancel();
    };
  }, [props.document, props.number, props.zoom, wide]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the keys
    <div className="pdf-page" tabIndex={0} role="document" aria-label="Page">
      {problem && <Notice tone="warn">This page cannot be drawn: {problem}</Notice>}
      <div ref={box}>
        <canvas ref={canvas} role="img" aria-label={props.label} />
      </div>
    </div>
  );
}

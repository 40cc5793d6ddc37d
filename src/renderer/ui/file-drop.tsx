import './file-drop.css';
import { IconDownload } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';

/** Takes files and folders dropped anywhere on what it holds. */
export function FileDrop(props: {
  label: string;
  onPaths(paths: string[]): void;
  disabled?: boolean;
  children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const carriesFiles = (event: DragEvent) => !props.disabled && event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same can be done by buttons; this is for the pointer
    <div
      className="file-drop"
      data-testid="file-drop"
      onDragEnter={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        depth.current += 1;
        setOver(true);
      }}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDragLeave={() => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setOver(false);
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        const paths = window.proffer.pathsForDrop([...event.dataTransfer.files]);
        if (paths.length) props.onPaths(paths);
      }}
    >
      {props.children}
      {over && (
        <div className="file-drop-over" aria-hidden>
          <IconDownload size={34} stroke={1.4} />
          <span>{props.label}</span>
        </div>
      )}
    </div>
  );
}

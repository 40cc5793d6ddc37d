import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../shared/contract/index.ts';
import { findHiddenCharacters, revealHidden } from '../../shared/domain/text-safety.ts';
import { Notice } from '../ui/notice.tsx';
import { keyed } from './mail-words.ts';

type MailRecord = Output<'mail.get'>;
type Block = NonNullable<MailRecord['body']['blocks']>[number];
type Run = Block['runs'][number];

/** The words of a message: HTML without anything that could run, load or be clicked, or the plain text. */
export function MessageBody({ mail }: { mail: MailRecord }) {
  const { blocks, text, charset, charsetAssumed, truncated } = mail.body;
  const plain = mail.parts.some((part) => part.role === 'body' && part.mediaType === 'text/plain');
  const [form, setForm] = useState<'html' | 'text'>(blocks ? 'html' : 'text');
  const hidden = findHiddenCharacters(text);
  return (
    <div className="stack">
      <div className="row">
        {blocks && (
          <SegmentedControl
            size="xs"
            aria-label="Form of the body"
            value={form}
            onChange={(value) => setForm(value as 'html' | 'text')}
            data={[
              { value: 'html', label: 'As HTML, made safe' },
              { value: 'text', label: plain ? 'Plain text as sent' : 'Words alone' },
            ]}
          />
        )}
        <span className="dim small">
          {charset && `${charset}${charsetAssumed ? ', assumed' : ''}`}
          {truncated && ' · cut: the whole is in the original'}
        </span>
      </div>
      {hidden.length > 0 && (
        <Notice tone="warn">
          {hidden.length} characters that do not show or turn the reading direction are written out, as{' '}
          <span className="mono">⟦{hidden[0]!.name}⟧</span>.
        </Notice>
      )}
      <div className="mail-body" role="document" aria-label="Body of the message">
        {form === 'html' && blocks ? (
          keyed(blocks).map(({ key, item }) => <BodyBlock key={key} block={item} mail={mail} />)
        ) : (
          <p>{revealHidden(text)}</p>
        )}
      </div>
    </div>
  );
}

function BodyBlock({ block, mail }: { block: Block; mail: MailRecord }) {
  const style = { marginLeft: Math.min(block.depth, 8) * 14 };
  const runs = keyed(block.runs).map(({ key, item }) => <BodyRun key={key} run={item} mail={mail} />);
  if (block.kind === 'rule') return <hr />;
  if (block.kind === 'heading') return <h4 style={style}>{runs}</h4>;
  if (block.kind === 'code') return <pre style={style}>{runs}</pre>;
  if (block.kind === 'item') return <p style={style}>• {runs}</p>;
  return (
    <p style={style} className={block.kind === 'quote' ? 'mail-quote' : undefined}>
      {runs}
    </p>
  );
}

const imageWords = {
  attached: 'attached picture',
  remote: 'picture elsewhere, not fetched',
  inline: 'picture in the HTML',
};

function BodyRun({ run, mail }: { run: Run; mail: MailRecord }) {
  const link = run.link === undefined ? undefined : mail.linkList[run.link];
  const shown = revealHidden(run.text);
  const style = {
    fontWeight: run.bold ? 650 : undefined,
    fontStyle: run.italic ? 'italic' : undefined,
    textDecoration: run.struck ? 'line-through' : undefined,
  };
  return (
    <>
      {run.image && (
        <span className="pill" title={run.image.where}>
          {imageWords[run.image.source]}
          {shown && `: ${shown}`}
        </span>
      )}
      {!run.image && (
        <span
          style={style}
          className={
            [link && 'mail-link', run.hidden && 'mail-hidden'].filter(Boolean).join(' ') || undefined
          }
          title={run.hidden ? 'The sender’s style hides this text' : link?.shown}
        >
          {shown}
        </span>
      )}
      {link && (
        <span
          className={`mail-target${link.problems.length > 0 ? ' mail-odd' : ''}`}
          title={link.problems.join(' ')}
        >
          {' '}
          ⟨{link.shown}⟩
        </span>
      )}
    </>
  );
}

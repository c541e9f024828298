import { readFile } from 'node:fs/promises'
import { Tokenizer } from '@huggingface/tokenizers'
import { ModelError, messageOf } from '../../errors.ts'

/** A text to the numbers of its word pieces, the marks for start and end included. */
export type Tokenise = (text: string) => number[]

/** Word pieces a text may have; what comes after is cut off (the model was trained so). */
export const mostWordPieces = 256

/** Characters looked at for each word piece, so that a megabyte of text costs no more than a page. */
const charactersAPiece = 64
const mostCharacters = charactersAPiece * mostWordPieces

/**
 * Reads a `tokenizer.json`. Texts are cut to `most` word pieces, the end mark kept; a cut text keeps its beginning.
 *
 * @param most 256, as the sentence embedder was trained.
 * @throws ModelError when the file is no tokenizer.
 */
export async function openTokenizer(path: string, most = mostWordPieces): Promise<Tokenise> {
  const tokenizer = await readTokenizer(path)
  return (text) => {
    const { ids } = tokenizer.encode(text.slice(0, charactersAPiece * most))
    if (ids.length <= most) return ids
    return [...ids.slice(0, most - 1), ...ids.slice(-1)]
  }
}

/**
 * Counts a text's word pieces, marks included, without the cut: above 256 the embedder loses the end of the text. What
 * comes after 16,384 characters is not counted.
 *
 * @throws ModelError when the file is no tokenizer.
 */
export async function openPieceCounter(path: string): Promise<(text: string) => number> {
  const tokenizer = await readTokenizer(path)
  return (text) => tokenizer.encode(text.slice(0, mostCharacters)).ids.length
}

async function readTokenizer(path: string): Promise<Tokenizer> {
  try {
    return new Tokenizer(JSON.parse(await readFile(path, 'utf8')), {})
  } catch (error) {
    throw new ModelError(`${path} is no tokenizer that can be read: ${messageOf(error)}`, { cause: error })
  }
}

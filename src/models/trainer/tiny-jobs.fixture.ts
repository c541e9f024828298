import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Engine } from '../engines/engine.ts'
import { environmentPython } from '../engines/trainer-python.ts'
import type { TrainerJob } from './job.ts'

type LoraJob = Extract<TrainerJob, { kind: 'lora' }>

const things = ['lamp', 'chair', 'kettle', 'bicycle', 'drum', 'mirror', 'scarf', 'tent']
const colours = ['red', 'blue', 'green', 'white', 'black']

/** Rows of chats with one way of answering. */
export function madeChats(rows: number): string {
  return lines(rows, (thing, colour) => ({
    messages: [
      { role: 'user', content: `name: ${thing}, colour: ${colour}` },
      { role: 'assistant', content: `Meet the ${thing} in ${colour}: made to last.` },
    ],
  }))
}

/** Rows of two labels that a word tells apart. */
export function madeTexts(rows: number): string {
  return lines(rows, (thing, colour, index) =>
    index % 2 === 0
      ? { text: `I lost my ${colour} card in a ${thing} shop`, label: 'card' }
      : { text: `Can I borrow money for a ${colour} ${thing}?`, label: 'loan' },
  )
}

function lines(rows: number, make: (thing: string, colour: string, index: number) => object): string {
  const made = Array.from({ length: rows }, (_, index) =>
    JSON.stringify(make(things[index % things.length] ?? '', colours[index % colours.length] ?? '', index)),
  )
  return `${made.join('\n')}\n`
}

/** A LoRA job on the tiny model and the chats of a folder: `tiny/` and `chats.jsonl` in it. */
export function tinyLoraJob(folder: string, name: string, more: Partial<LoraJob> = {}): LoraJob {
  return {
    kind: 'lora',
    folder: join(folder, name),
    base: { format: 'folder', path: join(folder, 'tiny') },
    train: join(folder, 'chats.jsonl'),
    validation: join(folder, 'chats.jsonl'),
    training: { epochs: 2, learningRate: 1e-3, batchRows: 8 },
    lora: { rank: 4 },
    ...more,
  }
}

/** Makes a language model of two layers with a tokenizer of bytes in `tiny/` of a folder. */
export function makeTinyModel({ folder: environment }: Engine, folder: string): void {
  const made = spawnSync(environmentPython(environment), ['-c', tinyModelProgram, join(folder, 'tiny')])
  if (made.status !== 0) throw new Error(made.stderr.toString())
}

const tinyModelProgram = `
import sys, torch
from tokenizers import Tokenizer, models, pre_tokenizers, decoders
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
special = ["<|im_start|>", "<|im_end|>"]
bytes_only = Tokenizer(models.BPE(vocab={text: number for number, text in enumerate(special + alphabet)}, merges=[]))
bytes_only.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
bytes_only.decoder = decoders.ByteLevel()
tokenizer = PreTrainedTokenizerFast(tokenizer_object=bytes_only, eos_token="<|im_end|>", pad_token="<|im_end|>", additional_special_tokens=["<|im_start|>"])
tokenizer.chat_template = "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\\\n' + message['content'] + '<|im_end|>\\\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\\\n' }}{% endif %}"
torch.manual_seed(0)
config = LlamaConfig(vocab_size=len(tokenizer), hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=512, tie_word_embeddings=True, eos_token_id=1, pad_token_id=1, bos_token_id=None)
LlamaForCausalLM(config).save_pretrained(sys.argv[1])
tokenizer.save_pretrained(sys.argv[1])
`

/**
 * Architectures whose layers are named as in `lora-modules.data.ts`, and whether llama.cpp's conversion reorders the rows
 * of their query and key matrices (`undo_permute` in convert_hf_to_gguf.py): it turns the rotary embedding of
 * PyTorch's order (first halves, then second halves) into one of neighbouring pairs.
 */
export const adaptableArchitectures: Readonly<Record<string, { isPermuted: boolean }>> = {
  llama: { isPermuted: true },
  smollm3: { isPermuted: true },
  qwen2: { isPermuted: false },
  qwen3: { isPermuted: false },
  gemma: { isPermuted: false },
  gemma2: { isPermuted: false },
  gemma3: { isPermuted: false },
}

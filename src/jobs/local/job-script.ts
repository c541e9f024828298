/**
 * What `/bin/sh` does for a job: it claims the job's folder (who comes second ends at once), writes who it is, runs the program,
 * and leaves its exit code. The shell leads a process group, so that its id is the group's. Files appear whole, by renaming.
 *
 * Arguments: the folder, then the program and its arguments.
 */
export const jobScript = `
folder=$1
shift
mkdir "$folder/claim" 2>/dev/null || exit 0
start=$(cut -d' ' -f22 "/proc/$$/stat" 2>/dev/null || ps -o lstart= -p "$$")
boot=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)
printf '%s\\n' "$$" "$boot" "$start" > "$folder/process.new"
mv "$folder/process.new" "$folder/process"
"$@"
code=$?
echo "$code" > "$folder/exit.new"
mv "$folder/exit.new" "$folder/exit"
`

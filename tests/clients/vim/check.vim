" vim -es -N -u NONE -i NONE -S THIS: the linter with ALE, on a copy of an estate.
" Environment: BULKHEAD, BULKHEAD_PLUGIN (editor-plugins/vim), BULKHEAD_ALE (ALE's folder), BULKHEAD_ESTATE,
" BULKHEAD_LOG (result lines).
set nocompatible noswapfile hidden nomore
let &runtimepath = $BULKHEAD_PLUGIN . ',' . $BULKHEAD_ALE . ',' . &runtimepath
let g:ale_linters = {'terraform': ['bulkhead']}
let g:ale_terraform_bulkhead_executable = $BULKHEAD
let g:ale_lint_delay = 0
let g:ale_set_signs = 0
let g:ale_echo_cursor = 0
runtime plugin/ale.vim
filetype on

let s:lines = []
let s:failed = 0
let s:rule = 'cross-environment-network-link'

function! s:Check(name, holds, ...) abort
  let s:failed += !a:holds
  call add(s:lines, (a:holds ? 'ok - ' : 'not ok - ') . a:name . (!a:holds && a:0 ? ': ' . string(a:1) : ''))
endfunction

function! s:Wait(Predicate) abort
  for l:turn in range(1000)
    if a:Predicate() | return 1 | endif
    sleep 15m
  endfor
  return 0
endfunction

function! s:Found() abort
  return filter(copy(ale#engine#GetLoclist(s:buffer)), {_, one -> get(one, 'code', '') ==# s:rule})
endfunction

function! s:Menu(data, items) abort
  for [l:kind, l:item] in a:items
    if l:item.title =~# s:rule
      call ale#codefix#ApplyLSPCodeAction(a:data, l:item)
    endif
  endfor
endfunction

function! s:Run() abort
  execute 'edit' fnameescape($BULKHEAD_ESTATE . '/infra/live/dev/main.tf')
  let s:buffer = bufnr('')
  setlocal filetype=terraform
  call ale#Queue(0, 'lint_file')
  call s:Check('diagnostics arrive', s:Wait({-> !empty(s:Found())}), ale#engine#GetLoclist(s:buffer))
  let l:one = get(s:Found(), 0, {})
  call s:Check('at the line that has to be edited', get(l:one, 'lnum') == 24, l:one)
  call s:Check('the other end is in the detail', get(l:one, 'detail', '') =~# 'other end: infra/live/prod/main\.tf:11', l:one)
  let l:lines = line('$')
  call cursor(24, 20)
  call ale#codefix#Execute(0, function('s:Menu'))
  call s:Check('the quick fix edits the buffer', s:Wait({-> line('$') == l:lines + 1}), getline(20, '$'))
  call ale#Queue(0, '')
  call s:Check('and the finding is gone', s:Wait({-> empty(s:Found())}), s:Found())
endfunction

try
  call s:Run()
catch
  call s:Check('the script ran to its end', 0, v:exception . ' at ' . v:throwpoint)
endtry
call writefile(s:lines, $BULKHEAD_LOG)
execute s:failed ? 'cquit 1' : 'qall!'

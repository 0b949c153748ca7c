" Defines `bulkhead lsp` as a linter of ALE. The files below ale_linters/ call it, since ALE looks linters up by file type.

let s:markers = ['bulkhead.yaml', '.git']

" The folder whose files are read together: the nearest one with a configuration, else the repository, else the file's own.
function! bulkhead#root(buffer) abort
    for l:marker in s:markers
        let l:at = fnamemodify(bufname(a:buffer), ':p:h')
        while 1
            let l:path = l:at . '/' . l:marker
            if filereadable(l:path) || isdirectory(l:path)
                return l:at
            endif
            let l:parent = fnamemodify(l:at, ':h')
            if l:parent ==# l:at
                break
            endif
            let l:at = l:parent
        endwhile
    endfor
    return fnamemodify(bufname(a:buffer), ':p:h')
endfunction

function! bulkhead#define(filetype) abort
    call ale#Set(a:filetype . '_bulkhead_executable', 'bulkhead')
    call ale#linter#Define(a:filetype, {
    \   'name': 'bulkhead',
    \   'lsp': 'stdio',
    \   'executable': {buffer -> ale#Var(buffer, a:filetype . '_bulkhead_executable')},
    \   'command': '%e lsp',
    \   'language': a:filetype,
    \   'initialization_options': {'relatedInMessage': v:true},
    \   'project_root': function('bulkhead#root'),
    \})
endfunction

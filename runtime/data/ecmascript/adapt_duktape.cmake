# perdure_adapt_duktape(DIRECTORY): Debian's packaged source of Duktape, with our configuration and three changes
# that its options do not offer. Each must fit its place: another version of Duktape is refused, not half changed.
function(perdure_adapt_duktape directory)
  find_path(DUKTAPE_SOURCE duktape.c PATHS /usr/share/duktape NO_DEFAULT_PATH REQUIRED)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${DUKTAPE_SOURCE}/duktape.c)
  file(READ ${DUKTAPE_SOURCE}/duktape.c text)

  macro(change what from to)
    string(FIND "${text}" "${from}" first)
    string(FIND "${text}" "${from}" last REVERSE)
    if(first EQUAL -1 OR NOT first EQUAL last)
      message(FATAL_ERROR "${DUKTAPE_SOURCE}/duktape.c is not the Duktape 2.7 that Perdure knows: "
                          "no place to change ${what}. Configure with -DPERDURE_ECMASCRIPT=OFF.")
    endif()
    string(REPLACE "${from}" "${to}" text "${text}")
  endmacro()

  # A regular expression gives up after some hundredths of a second, not after ten seconds.
  change("the limit of regular expressions"
    "#define DUK_RE_EXECUTE_STEPS_LIMIT 1000000000L"
    "#define DUK_RE_EXECUTE_STEPS_LIMIT 10000000L")
  # Built-in functions that go through arrays are asked for the time too.
  change("the reading of properties"
    "\tDUK_STATS_INC(thr->heap, stats_getprop_all);\n"
    "\tPERDURE_TICK(thr);\n\tDUK_STATS_INC(thr->heap, stats_getprop_all);\n")
  # Functions know their source, from the bracket of their parameters to their last one: they are stored by it.
  change("where functions begin"
    "\tduk__advance_expect(comp_ctx, DUK_TOK_LPAREN);\n\n\tduk__parse_func_formals(comp_ctx);\n"
    "\tconst duk_size_t perdure_begin = comp_ctx->curr_token.start_offset;\n\tduk__advance_expect(comp_ctx, DUK_TOK_LPAREN);\n\n\tduk__parse_func_formals(comp_ctx);\n")
  change("where functions end"
    "\tduk__convert_to_func_template(comp_ctx); /* -> [ ... func ] */\n"
    "\tduk__convert_to_func_template(comp_ctx); /* -> [ ... func ] */\n\tduk_push_lstring(thr, (const char *) comp_ctx->lex.input + perdure_begin, comp_ctx->prev_token.start_offset + 1 - perdure_begin);\n\tduk_xdef_prop_stridx_short(thr, -2, DUK_STRIDX_INT_SOURCE, DUK_PROPDESC_FLAGS_NONE);\n")

  change("where functions compiled by themselves end"
    "\tduk__convert_to_func_template(comp_ctx);\n\n\t/*\n\t *  Wrapping duk_safe_call() will mangle the stack"
    "\tduk__convert_to_func_template(comp_ctx);\n\tif (is_funcexpr && duk_xget_owndataprop_stridx_short(thr, -2, DUK_STRIDX_INT_SOURCE)) {\n\t\tduk_xdef_prop_stridx_short(thr, -2, DUK_STRIDX_INT_SOURCE, DUK_PROPDESC_FLAGS_NONE);\n\t}\n\n\t/*\n\t *  Wrapping duk_safe_call() will mangle the stack")

  file(MAKE_DIRECTORY ${directory})
  file(WRITE ${directory}/duktape.c.new "${text}")
  configure_file(${directory}/duktape.c.new ${directory}/duktape.c COPYONLY)
  configure_file(${DUKTAPE_SOURCE}/duktape.h ${directory}/duktape.h COPYONLY)
  configure_file(${DUKTAPE_SOURCE}/duk_config.h ${directory}/duk_config_base.h COPYONLY)
  configure_file(${CMAKE_CURRENT_SOURCE_DIR}/duk_config.h ${directory}/duk_config.h COPYONLY)
endfunction()

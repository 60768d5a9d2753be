//! What is asked of a workspace's published files afterwards: differences from them, and the sources inside them.

use super::*;

#[test]
fn a_difference_is_taken_from_the_workspaces_own_output_folder() {
    let county = County::with(&[]);
    county.edit("县.yaml", |text| text + "\n输出文件夹: 公布\n");
    assert!(county.build(&[]).status.success());
    let elsewhere = tempfile::tempdir().expect("a folder");
    let file = county.path(SAMPLE);
    let mut command = Command::new(program());
    let told = command.args(["diff", "--no-pages"]).arg(&file).current_dir(elsewhere.path()).output().expect("the program runs");
    assert!(told.status.success(), "{}", text(&told));
}

#[test]
fn what_was_taken_out_is_never_written_over_by_halves() {
    let county = County::shili();
    assert!(county.build(&["301"]).status.success());
    let pdf = county.published().into_keys().find(|name| name.ends_with(".pdf")).expect("a PDF");
    let take_out = || county.run(&["extract", "-o", "取出", &format!("公开/{pdf}")]);
    assert!(take_out().status.success());
    let taken: Vec<String> = files(&county.path("取出")).into_keys().collect();
    let (first, rest) = taken.split_first().expect("attachments");
    assert!(!rest.is_empty(), "last year's file is attached too: {taken:?}");
    fs::remove_file(county.path("取出").join(first)).expect("removed");
    let again = take_out();
    assert!(!again.status.success() && text(&again).contains("没有覆盖"), "{}", text(&again));
    assert_eq!(files(&county.path("取出")).into_keys().collect::<Vec<_>>(), rest, "nothing is written");
}
